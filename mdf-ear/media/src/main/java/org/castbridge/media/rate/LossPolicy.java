/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rate;

/**
 * When protection is worth its bytes. A viewer nearby asks again for a lost picture packet and has
 * it within its jitter buffer; one far away would wait, so its pictures go with parity. Sound has
 * no repetition at all: it is protected as soon as there is loss. Switches on at more than it
 * switches off at. Not for several threads.
 */
public final class LossPolicy {
  /** From this round trip on asking again takes longer than a viewer's buffer lasts. */
  private static final long FAR_NANOS = 90_000_000;

  private static final long NEAR_NANOS = 60_000_000;
  private static final double PICTURE_ON = 0.004;
  private static final double PICTURE_OFF = 0.001;
  private static final double SOUND_ON = 0.005;
  private static final double SOUND_OFF = 0.001;
  private static final double SOUND_TWICE = 0.08;
  private static final int SMALLEST_GROUP = 3;
  private static final int LARGEST_GROUP = 12;

  private boolean far;
  private boolean pictures;
  private boolean sound;

  /**
   * How many packets one parity packet is to cover; 0 for no parity.
   *
   * @param loss 0 to 1
   * @param roundTripNanos negative if not known
   */
  public int parityGroup(double loss, long roundTripNanos) {
    far = roundTripNanos >= (far ? NEAR_NANOS : FAR_NANOS);
    pictures = far && loss >= (pictures ? PICTURE_OFF : PICTURE_ON);
    if (!pictures) {
      return 0;
    }
    // a second loss in one group is what parity cannot repair: one in ten groups loses a packet
    return (int) Math.max(SMALLEST_GROUP, Math.min(LARGEST_GROUP, Math.round(0.1 / loss)));
  }

  /** How many packets of sound are to be repeated in each one. */
  public int soundRepeated(double loss) {
    sound = loss >= (sound ? SOUND_OFF : SOUND_ON);
    return !sound ? 0 : loss >= SOUND_TWICE ? 2 : 1;
  }
}
