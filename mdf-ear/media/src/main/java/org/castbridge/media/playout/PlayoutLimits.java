/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

/**
 * What a seek may cost. Pictures between the key frame and the target are sent ahead in one go, if
 * they are within these limits; else the film goes on from the key frame itself.
 *
 * @param leadInBytes stored bytes of such pictures, at most
 * @param leadInPictures number of such pictures, at most
 * @param leadInStepNanos by how much their timestamps differ: small, so that they are not watched,
 *     yet positive, for a timestamp is what tells one picture from the next
 */
public record PlayoutLimits(int leadInBytes, int leadInPictures, long leadInStepNanos) {
  /** One second at 4 Mbit/s, two seconds at 30 pictures a second. */
  public static final PlayoutLimits DEFAULT = new PlayoutLimits(512 * 1024, 60, 2_000_000);
}
