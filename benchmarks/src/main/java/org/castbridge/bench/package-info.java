/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * {@code ./castbridge bench}: the benches by name. Each starts what it measures, prints a table and
 * leaves its figures as one flat JSON object. Knows the product by its interfaces only: the
 * launcher, HTTP, ICE, DTLS, SRTP, {@code /proc}.
 */
package org.castbridge.bench;
