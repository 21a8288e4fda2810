/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ts;

/**
 * What came in, and what was wrong with it.
 *
 * @param packets transport packets
 * @param malformed packets without sync byte, with the error bit, or contradicting themselves
 * @param discontinuities gaps in continuity counters
 * @param damaged PES packets with a hole, left out
 * @param foreign packets of other programmes and streams, null packets included
 * @param scrambled packets we have no key for
 */
public record TsCounters(
    long packets,
    long malformed,
    long discontinuities,
    long damaged,
    long foreign,
    long scrambled) {}
