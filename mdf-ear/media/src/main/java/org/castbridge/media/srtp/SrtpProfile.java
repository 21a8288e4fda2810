/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.srtp;

import java.util.Optional;
import org.jitsi.srtp.SrtpPolicy;

/**
 * The SRTP protection profiles this product speaks, best first (RFC 7714 section 14.2, RFC 5764
 * section 4.1.2).
 */
public enum SrtpProfile {
  AEAD_AES_128_GCM(0x0007, 12, 16, 16),
  AES128_CM_HMAC_SHA1_80(0x0001, 14, 10, 10);

  private final int id;
  private final int saltLength;
  private final int rtpOverhead;
  private final int rtcpTag;

  SrtpProfile(int id, int saltLength, int rtpOverhead, int rtcpTag) {
    this.id = id;
    this.saltLength = saltLength;
    this.rtpOverhead = rtpOverhead;
    this.rtcpTag = rtcpTag;
  }

  /** Number in DTLS's use_srtp extension. */
  public int id() {
    return id;
  }

  /** Master key length in bytes. */
  public int keyLength() {
    return 16;
  }

  /** Master salt length in bytes. */
  public int saltLength() {
    return saltLength;
  }

  /** Bytes an RTP packet grows by. */
  public int rtpOverhead() {
    return rtpOverhead;
  }

  /** Bytes an RTCP packet grows by: tag and index. */
  public int rtcpOverhead() {
    return rtcpTag + 4;
  }

  /** What both sides have, by our preference. */
  public static Optional<SrtpProfile> choose(int[] offered) {
    for (SrtpProfile profile : values()) {
      for (int id : offered) {
        if (id == profile.id) {
          return Optional.of(profile);
        }
      }
    }
    return Optional.empty();
  }

  SrtpPolicy policy() {
    return switch (this) {
      case AEAD_AES_128_GCM ->
          new SrtpPolicy(
              SrtpPolicy.AESGCM_ENCRYPTION, 16, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, saltLength);
      case AES128_CM_HMAC_SHA1_80 ->
          new SrtpPolicy(
              SrtpPolicy.AESCM_ENCRYPTION,
              16,
              SrtpPolicy.HMACSHA1_AUTHENTICATION,
              20,
              10,
              saltLength);
    };
  }
}
