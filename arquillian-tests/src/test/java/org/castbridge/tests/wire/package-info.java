/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What really goes over the wire between the functions, captured on the loopback interface and cut
 * into messages again. Knows framing, not meaning.
 */
package org.castbridge.tests.wire;
