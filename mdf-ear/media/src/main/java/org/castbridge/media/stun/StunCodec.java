/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Reads STUN messages (RFC 8489 section 5). Anything ill-formed becomes a {@link StunException},
 * and nothing else is ever thrown, whatever the bytes.
 */
public final class StunCodec {
  static final int MAGIC_COOKIE = 0x2112A442;
  static final int FINGERPRINT_XOR = 0x5354554E;

  /** No honest peer comes near; bounds what one datagram can make us store. */
  private static final int MAX_ATTRIBUTES = 32;

  private static final int FAMILY_V4 = 1;
  private static final int FAMILY_V6 = 2;

  private StunCodec() {}

  /**
   * Whether the datagram's first byte is in STUN's range of the shared port (RFC 7983 section 7).
   */
  public static boolean looksLikeStun(byte[] b, int off, int len) {
    return len >= StunMessage.HEADER && (b[off] & 0xFF) < 4;
  }

  /**
   * Parses one datagram. The message must fill it exactly.
   *
   * @param b holds the datagram; the result is a view on it
   * @throws StunException when the bytes are no STUN message, or FINGERPRINT is there and wrong
   */
  public static StunMessage parse(byte[] b, int off, int len) throws StunException {
    checkHeader(b, off, len);
    int[] types = new int[MAX_ATTRIBUTES];
    int[] positions = new int[MAX_ATTRIBUTES];
    int count = 0;
    int integrityAt = -1;
    boolean fingerprinted = false;
    int at = StunMessage.HEADER;
    while (at < len) {
      int type = checkAttribute(b, off, len, at);
      if (fingerprinted) {
        throw new StunException(at, "attribute after FINGERPRINT");
      }
      if (type == StunAttributes.FINGERPRINT) {
        checkFingerprint(b, off, at);
        fingerprinted = true;
      } else if (integrityAt < 0) {
        if (count == MAX_ATTRIBUTES) {
          throw new StunException(at, "more than " + MAX_ATTRIBUTES + " attributes");
        }
        types[count] = type;
        positions[count++] = at;
        integrityAt = type == StunAttributes.MESSAGE_INTEGRITY ? at : -1;
      }
      at += 4 + padded(u16(b, off + at + 2));
    }
    return new StunMessage(
        b,
        off,
        len,
        Arrays.copyOf(types, count),
        Arrays.copyOf(positions, count),
        integrityAt,
        fingerprinted);
  }

  private static void checkHeader(byte[] b, int off, int len) throws StunException {
    if (len < StunMessage.HEADER) {
      throw new StunException(len, "shorter than a STUN header");
    }
    if ((b[off] & 0xC0) != 0) {
      throw new StunException(0, "the two most significant bits are not zero");
    }
    int length = u16(b, off + 2);
    if ((length & 3) != 0) {
      throw new StunException(2, "length " + length + " is no multiple of four");
    }
    if (StunMessage.HEADER + length != len) {
      throw new StunException(2, "length " + length + " in a datagram of " + len);
    }
    if (u32(b, off + 4) != MAGIC_COOKIE) {
      throw new StunException(4, "no magic cookie");
    }
  }

  private static int checkAttribute(byte[] b, int off, int len, int at) throws StunException {
    // the message length is a multiple of four and so is every step: four bytes are always left
    int type = u16(b, off + at);
    int size = u16(b, off + at + 2);
    if (at + 4 + padded(size) > len) {
      throw new StunException(
          at, "attribute " + name(type) + " of " + size + " bytes runs past the end");
    }
    if (!sizeFits(type, size)) {
      throw new StunException(at, "attribute " + name(type) + " cannot have " + size + " bytes");
    }
    if (type == StunAttributes.XOR_MAPPED_ADDRESS || type == StunAttributes.MAPPED_ADDRESS) {
      checkFamily(b[off + at + 5], size, at);
    }
    return type;
  }

  private static boolean sizeFits(int type, int size) {
    return switch (type) {
      case StunAttributes.MESSAGE_INTEGRITY -> size == StunIntegrity.SIZE;
      case StunAttributes.FINGERPRINT, StunAttributes.PRIORITY -> size == 4;
      case StunAttributes.ICE_CONTROLLED, StunAttributes.ICE_CONTROLLING -> size == 8;
      case StunAttributes.USE_CANDIDATE -> size == 0;
      case StunAttributes.USERNAME ->
          size <= 512; // fewer than 509 bytes of UTF-8, RFC 8489 section 14.3
      case StunAttributes.ERROR_CODE -> size >= 4;
      case StunAttributes.UNKNOWN_ATTRIBUTES -> (size & 1) == 0;
      case StunAttributes.XOR_MAPPED_ADDRESS, StunAttributes.MAPPED_ADDRESS ->
          size == 8 || size == 20;
      default -> true;
    };
  }

  private static void checkFamily(byte family, int size, int at) throws StunException {
    if (!(family == FAMILY_V4 && size == 8) && !(family == FAMILY_V6 && size == 20)) {
      throw new StunException(at, "address family " + family + " in " + size + " bytes");
    }
  }

  private static void checkFingerprint(byte[] b, int off, int at) throws StunException {
    if (u32(b, off + at + 4) != fingerprint(b, off, at)) {
      throw new StunException(at, "wrong FINGERPRINT");
    }
  }

  /**
   * FINGERPRINT of the {@code size} bytes before the attribute; the header's length must already
   * count the attribute.
   */
  static long fingerprint(byte[] b, int off, int size) {
    CRC32 crc = new CRC32();
    crc.update(b, off, size);
    return (crc.getValue() ^ FINGERPRINT_XOR) & 0xFFFFFFFFL;
  }

  /** Decodes an XOR-MAPPED-ADDRESS value against the header at {@code header}. */
  static InetSocketAddress xorAddress(byte[] value, byte[] buf, int header) {
    int port = u16(value, 2) ^ (MAGIC_COOKIE >>> 16);
    byte[] ip = Arrays.copyOfRange(value, 4, value.length);
    for (int i = 0; i < ip.length; i++) {
      ip[i] ^= buf[header + 4 + i];
    }
    return new InetSocketAddress(address(ip), port);
  }

  /**
   * Encodes the value of XOR-MAPPED-ADDRESS for the message whose header stands at {@code header}.
   */
  static byte[] xorAddressValue(InetSocketAddress a, byte[] buf, int header) {
    byte[] ip = a.getAddress().getAddress();
    byte[] value = new byte[4 + ip.length];
    value[1] = (byte) (ip.length == 4 ? FAMILY_V4 : FAMILY_V6);
    int port = a.getPort() ^ (MAGIC_COOKIE >>> 16);
    value[2] = (byte) (port >> 8);
    value[3] = (byte) port;
    for (int i = 0; i < ip.length; i++) {
      value[4 + i] = (byte) (ip[i] ^ buf[header + 4 + i]);
    }
    return value;
  }

  private static InetAddress address(byte[] ip) {
    try {
      return InetAddress.getByAddress(ip);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four or sixteen bytes are always an address", e);
    }
  }

  static int padded(int size) {
    return (size + 3) & ~3;
  }

  static int u16(byte[] b, int at) {
    return (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
  }

  static long u32(byte[] b, int at) {
    return (long) u16(b, at) << 16 | u16(b, at + 2);
  }

  private static String name(int type) {
    return String.format("0x%04X", type);
  }
}
