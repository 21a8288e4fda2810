/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

/** What the first bytes of an Opus packet tell (RFC 6716 section 3.1). */
public final class OpusPacket {
  /** Frame sizes by configuration number, in units of 2.5 ms. */
  private static final int[] SILK = {4, 8, 16, 24};

  private static final int[] HYBRID = {4, 8};
  private static final int[] CELT = {1, 2, 4, 8};

  /** RFC 6716 section 3.2.5: no packet is longer than 120 ms. */
  private static final int MAX_UNITS = 48;

  private OpusPacket() {}

  /** Playing time in microseconds; 0 if it is no Opus packet. */
  public static int durationUs(byte[] b, int offset, int length) {
    if (length < 1) {
      return 0;
    }
    int configuration = b[offset] >> 3 & 0x1F;
    int frames =
        switch (b[offset] & 3) {
          case 0 -> 1;
          case 1, 2 -> 2;
          default -> length < 2 ? 0 : b[offset + 1] & 0x3F;
        };
    int units = frames * frameUnits(configuration);
    return units > MAX_UNITS ? 0 : units * 2_500;
  }

  private static int frameUnits(int configuration) {
    if (configuration < 12) {
      return SILK[configuration & 3];
    }
    return configuration < 16 ? HYBRID[configuration & 1] : CELT[configuration & 3];
  }
}
