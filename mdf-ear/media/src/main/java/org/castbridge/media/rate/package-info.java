/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What a viewer's reports say of its way through the network, and what follows: which rendition it
 * is sent, how its packets are protected. Knows nothing of packets, sessions or clocks.
 */
package org.castbridge.media.rate;
