/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Builds one STUN message, attribute by attribute in the order they are added; {@link #integrity}
 * and {@link #fingerprint} come last, in that order (RFC 8489 sections 14.5 and 14.7).
 */
public final class StunBuilder {
  private byte[] buf = new byte[128];
  private int len = StunMessage.HEADER;

  private StunBuilder(StunClass messageClass, int method, byte[] transactionId) {
    if (transactionId.length != 12) {
      throw new IllegalArgumentException(
          "a transaction id has 12 bytes, not " + transactionId.length);
    }
    int type =
        messageClass.bits() | (method & 0x000F) | (method & 0x0070) << 1 | (method & 0x0F80) << 2;
    put16(0, type);
    put32(4, StunCodec.MAGIC_COOKIE);
    System.arraycopy(transactionId, 0, buf, 8, 12);
  }

  /** {@code transactionId}: 12 bytes, for a request freshly drawn from a secure generator. */
  public static StunBuilder bindingRequest(byte[] transactionId) {
    return new StunBuilder(StunClass.REQUEST, StunMessage.BINDING, transactionId);
  }

  /** The success response to this request. */
  public static StunBuilder success(StunMessage request) {
    return new StunBuilder(StunClass.SUCCESS, request.method(), request.transactionId());
  }

  /** The error response to this request, with {@code code} from 300 to 699. */
  public static StunBuilder error(StunMessage request, int code, String reason) {
    byte[] phrase = reason.getBytes(StandardCharsets.UTF_8);
    byte[] value = new byte[4 + phrase.length];
    value[2] = (byte) (code / 100);
    value[3] = (byte) (code % 100);
    System.arraycopy(phrase, 0, value, 4, phrase.length);
    return new StunBuilder(StunClass.ERROR, request.method(), request.transactionId())
        .attribute(StunAttributes.ERROR_CODE, value);
  }

  public StunBuilder attribute(int type, byte[] value) {
    room(4 + StunCodec.padded(value.length));
    put16(len, type);
    put16(len + 2, value.length);
    System.arraycopy(value, 0, buf, len + 4, value.length);
    len += 4 + StunCodec.padded(value.length);
    return this;
  }

  public StunBuilder username(String username) {
    return attribute(StunAttributes.USERNAME, username.getBytes(StandardCharsets.UTF_8));
  }

  public StunBuilder priority(long priority) {
    return attribute(StunAttributes.PRIORITY, bytes(priority, 4));
  }

  public StunBuilder iceControlled(long tieBreaker) {
    return attribute(StunAttributes.ICE_CONTROLLED, bytes(tieBreaker, 8));
  }

  public StunBuilder iceControlling(long tieBreaker) {
    return attribute(StunAttributes.ICE_CONTROLLING, bytes(tieBreaker, 8));
  }

  public StunBuilder useCandidate() {
    return attribute(StunAttributes.USE_CANDIDATE, new byte[0]);
  }

  public StunBuilder xorMappedAddress(InetSocketAddress address) {
    return attribute(StunAttributes.XOR_MAPPED_ADDRESS, StunCodec.xorAddressValue(address, buf, 0));
  }

  public StunBuilder unknownAttributes(List<Integer> types) {
    byte[] value = new byte[2 * types.size()];
    for (int i = 0; i < types.size(); i++) {
      value[2 * i] = (byte) (types.get(i) >> 8);
      value[2 * i + 1] = (byte) (int) types.get(i);
    }
    return attribute(StunAttributes.UNKNOWN_ATTRIBUTES, value);
  }

  /** Adds MESSAGE-INTEGRITY over everything so far. */
  public StunBuilder integrity(StunIntegrity key) {
    byte[] hmac = new byte[StunIntegrity.SIZE];
    key.compute(buf, 0, len, hmac, 0);
    return attribute(StunAttributes.MESSAGE_INTEGRITY, hmac);
  }

  /** Adds FINGERPRINT over everything so far; nothing may follow. */
  public StunBuilder fingerprint() {
    put16(2, len + 8 - StunMessage.HEADER);
    long crc = StunCodec.fingerprint(buf, 0, len);
    return attribute(StunAttributes.FINGERPRINT, bytes(crc, 4));
  }

  /** The finished message. */
  public byte[] build() {
    put16(2, len - StunMessage.HEADER);
    return Arrays.copyOf(buf, len);
  }

  private void room(int more) {
    if (len + more > buf.length) {
      buf = Arrays.copyOf(buf, Math.max(2 * buf.length, len + more));
    }
  }

  private static byte[] bytes(long value, int size) {
    byte[] b = new byte[size];
    for (int i = 0; i < size; i++) {
      b[i] = (byte) (value >>> 8 * (size - 1 - i));
    }
    return b;
  }

  private void put16(int at, int value) {
    buf[at] = (byte) (value >> 8);
    buf[at + 1] = (byte) value;
  }

  private void put32(int at, int value) {
    put16(at, value >>> 16);
    put16(at + 2, value);
  }
}
