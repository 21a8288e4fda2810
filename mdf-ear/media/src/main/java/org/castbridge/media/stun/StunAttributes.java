/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.stun;

/**
 * Attribute types of RFC 8489 section 14 and RFC 8445 section 16.1 that this product reads or
 * writes.
 */
public final class StunAttributes {
  public static final int MAPPED_ADDRESS = 0x0001;
  public static final int USERNAME = 0x0006;
  public static final int MESSAGE_INTEGRITY = 0x0008;
  public static final int ERROR_CODE = 0x0009;
  public static final int UNKNOWN_ATTRIBUTES = 0x000A;
  public static final int REALM = 0x0014;
  public static final int NONCE = 0x0015;
  public static final int XOR_MAPPED_ADDRESS = 0x0020;
  public static final int PRIORITY = 0x0024;
  public static final int USE_CANDIDATE = 0x0025;
  public static final int SOFTWARE = 0x8022;
  public static final int FINGERPRINT = 0x8028;
  public static final int ICE_CONTROLLED = 0x8029;
  public static final int ICE_CONTROLLING = 0x802A;

  private StunAttributes() {}

  /**
   * Whether a receiver that does not know the attribute must refuse the message (RFC 8489 section
   * 14).
   */
  public static boolean comprehensionRequired(int type) {
    return type < 0x8000;
  }

  static boolean known(int type) {
    return switch (type) {
      case MAPPED_ADDRESS,
          USERNAME,
          MESSAGE_INTEGRITY,
          ERROR_CODE,
          UNKNOWN_ATTRIBUTES,
          REALM,
          NONCE ->
          true;
      case XOR_MAPPED_ADDRESS, PRIORITY, USE_CANDIDATE -> true;
      default -> false;
    };
  }
}
