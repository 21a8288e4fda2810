/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The product over networks that lose, delay, reorder, translate and forbid: real browsers in a
 * network namespace, nftables and a small relay between them and the server. Needs root; says so
 * and is skipped without.
 */
package org.castbridge.tests.network;
