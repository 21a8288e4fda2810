/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.List;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Track;

/**
 * An access unit that came in whole over RTP.
 *
 * @param timestamp RTP timestamp, 32 bits
 * @param sync true if decoding may start here
 * @param afterLoss something before it is missing: what refers to earlier pictures cannot be
 *     decoded until the next sync unit
 * @param data as in {@link AccessUnit#data()}; without parameter sets (H.264, H.265)
 * @param parameterSets of H.264 and H.265, in force for this unit: the same list as long as they do
 *     not change; empty for other codecs, or as long as none came
 */
public record ReceivedUnit(
    int timestamp, boolean sync, boolean afterLoss, byte[] data, List<byte[]> parameterSets) {

  /** The unit at a place in time. */
  public AccessUnit at(Track track, long ptsUs) {
    return new AccessUnit(track, ptsUs, sync, data);
  }
}
