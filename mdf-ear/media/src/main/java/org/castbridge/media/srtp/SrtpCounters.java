/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.srtp;

/**
 * What one session has refused, in packets.
 *
 * @param forged SRTCP whose authentication failed
 * @param replayed SRTCP seen before, or too old to tell
 * @param malformed too short or otherwise no SRTCP
 * @param strangers SRTCP of more senders than a browser has
 */
public record SrtpCounters(long forged, long replayed, long malformed, long strangers) {}
