/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.auth;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that carry their own time and signature, so that issuing one costs no memory; only nonces
 * somebody has used are remembered, to see that their count grows (RFC 7616 3.4). Safe for several
 * threads.
 */
public final class NonceStore {

  /** What a nonce is worth. */
  public enum Verdict {
    VALID,
    /** Ours, but too old or pushed out of the memory of used ones. */
    EXPIRED,
    /** Not ours, or from before a restart. */
    FOREIGN
  }

  private static final int RANDOM_BYTES = 8;
  private static final int TAG_BYTES = 16;
  private static final int BODY_BYTES = Long.BYTES + RANDOM_BYTES;

  private final SecureRandom random;
  private final SecretKeySpec key;
  private final Duration lifetime;
  private final int capacity;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private long notBefore = Long.MIN_VALUE;

  /**
   * @param lifetime how long a nonce is accepted
   * @param capacity how many used nonces are remembered; beyond it the oldest expire early
   */
  public NonceStore(SecureRandom random, Duration lifetime, int capacity) {
    this.random = random;
    this.lifetime = lifetime;
    this.capacity = capacity;
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    key = new SecretKeySpec(secret, "HmacSHA256");
  }

  public String issue(Instant now) {
    byte[] salt = new byte[RANDOM_BYTES];
    random.nextBytes(salt);
    byte[] body = ByteBuffer.allocate(BODY_BYTES).putLong(now.toEpochMilli()).put(salt).array();
    byte[] nonce = Arrays.copyOf(body, BODY_BYTES + TAG_BYTES);
    System.arraycopy(tag(body), 0, nonce, BODY_BYTES, TAG_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  public synchronized Verdict check(String nonce, Instant now) {
    byte[] bytes = decode(nonce);
    if (bytes == null) {
      return Verdict.FOREIGN;
    }
    long issued = ByteBuffer.wrap(bytes).getLong();
    boolean alive =
        issued > notBefore && !Instant.ofEpochMilli(issued).plus(lifetime).isBefore(now);
    return alive ? Verdict.VALID : Verdict.EXPIRED;
  }

  /**
   * Takes note of a use.
   *
   * @param count the nonce count; the first may be any number above 0, each further one must be
   *     greater
   * @return false if this is a replay
   */
  public synchronized boolean use(String nonce, long count, Instant now) {
    Long last = counts.get(nonce);
    if (count <= 0 || (last != null && count <= last)) {
      return false;
    }
    counts.put(nonce, count);
    if (counts.size() > capacity) {
      forget(now);
    }
    return true;
  }

  private void forget(Instant now) {
    Iterator<String> eldest = counts.keySet().iterator();
    while (eldest.hasNext()) {
      String nonce = eldest.next();
      if (check(nonce, now) == Verdict.VALID) {
        if (counts.size() <= capacity) {
          return;
        }
        // Its count is lost: whatever was issued until then must not be used again.
        notBefore = Math.max(notBefore, ByteBuffer.wrap(decode(nonce)).getLong());
      }
      eldest.remove();
    }
  }

  private byte[] decode(String nonce) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (bytes.length != BODY_BYTES + TAG_BYTES) {
      return null;
    }
    byte[] tag = Arrays.copyOfRange(bytes, BODY_BYTES, bytes.length);
    return MessageDigest.isEqual(tag, tag(Arrays.copyOf(bytes, BODY_BYTES))) ? bytes : null;
  }

  private byte[] tag(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(body), TAG_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
    }
  }
}
