/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

/**
 * What a seek may cost, and when this viewer's turn is among those who watch the same. Pictures
 * between the key frame and the target are sent ahead in one go, if they are within these limits;
 * else the film goes on from the key frame itself.
 *
 * @param leadInBytes stored bytes of such pictures, at most
 * @param leadInPictures number of such pictures, at most
 * @param leadInStepNanos by how much their timestamps differ: small, so that they are not watched,
 *     yet positive, for a timestamp is what tells one picture from the next
 * @param phaseNanos how long after it was published a channel's picture is due for this viewer:
 *     always the same, so that it comes as evenly as it was published, and another for each viewer,
 *     so that not all are due at once
 */
public record PlayoutLimits(
    int leadInBytes, int leadInPictures, long leadInStepNanos, long phaseNanos) {
  /** One second at 4 Mbit/s, two seconds at 30 pictures a second. */
  public static final PlayoutLimits DEFAULT = new PlayoutLimits(512 * 1024, 60, 2_000_000, 0);

  /** The same with another phase. */
  public PlayoutLimits inPhase(long nanos) {
    return new PlayoutLimits(leadInBytes, leadInPictures, leadInStepNanos, nanos);
  }
}
