/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.stun;

/** Message class, the two C bits of the message type (RFC 8489 section 5). */
public enum StunClass {
  REQUEST(0x000),
  INDICATION(0x010),
  SUCCESS(0x100),
  ERROR(0x110);

  private static final int MASK = 0x110;

  private final int bits;

  StunClass(int bits) {
    this.bits = bits;
  }

  int bits() {
    return bits;
  }

  static StunClass of(int messageType) {
    return switch (messageType & MASK) {
      case 0x000 -> REQUEST;
      case 0x010 -> INDICATION;
      case 0x100 -> SUCCESS;
      default -> ERROR;
    };
  }
}
