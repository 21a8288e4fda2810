/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * MESSAGE-INTEGRITY under one short-term password (RFC 8489 sections 9.1 and 14.5): HMAC-SHA1 over
 * the message up to the attribute, with the header's length reaching to the attribute's end. Keeps
 * a {@link Mac}; use from one thread at a time.
 */
public final class StunIntegrity {
  static final int SIZE = 20;
  static final int ATTRIBUTE = 4 + SIZE;

  private final Mac mac;
  private final byte[] lengthField = new byte[2];

  /**
   * {@code password} as it stands in {@code a=ice-pwd}; ICE passwords are plain ASCII, so
   * OpaqueString changes nothing.
   */
  public StunIntegrity(String password) {
    try {
      mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }

  /**
   * Writes the HMAC of the message at {@code off}, whose MESSAGE-INTEGRITY header will stand at
   * {@code attributeAt}.
   */
  void compute(byte[] buf, int off, int attributeAt, byte[] out, int outOff) {
    int length = attributeAt + ATTRIBUTE - StunMessage.HEADER;
    lengthField[0] = (byte) (length >> 8);
    lengthField[1] = (byte) length;
    mac.update(buf, off, 2);
    mac.update(lengthField, 0, 2);
    mac.update(buf, off + 4, attributeAt - 4);
    try {
      mac.doFinal(out, outOff);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("caller left no room for 20 bytes", e);
    }
  }

  boolean verifies(byte[] buf, int off, int attributeAt) {
    byte[] expected = new byte[SIZE];
    compute(buf, off, attributeAt, expected, 0);
    byte[] found = new byte[SIZE];
    System.arraycopy(buf, off + attributeAt + 4, found, 0, SIZE);
    return MessageDigest.isEqual(expected, found);
  }
}
