/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunIntegrity;
import org.castbridge.media.stun.StunMessage;

/**
 * Consent freshness on the selected pair (RFC 7675 section 5.1): a Binding Request every 5 s times
 * a random 0.8 to 1.2, each with its own transaction id, never sent again; consent ends 30 s after
 * the last valid answer.
 */
final class ConsentFreshness {
  static final long INTERVAL_NANOS = 5_000_000_000L;
  static final long EXPIRY_NANOS = 30_000_000_000L;

  /**
   * Type preference of a peer-reflexive candidate, what our checks would make of us (RFC 8445
   * section 5.1.2.2).
   */
  private static final long PRFLX_PRIORITY = 110L << 24 | 65535L << 8 | 255L;

  private record Check(byte[] transactionId, InetSocketAddress to, long sentAt) {}

  private final String username;
  private final StunIntegrity remoteKey;
  private final SecureRandom random;
  private final long tieBreaker;
  private final Deque<Check> outstanding = new ArrayDeque<>();
  private InetSocketAddress peer;
  private long nextCheckAt = Long.MAX_VALUE;
  private long expiresAt = Long.MAX_VALUE;

  ConsentFreshness(
      IceCredentials local, IceCredentials remote, StunIntegrity remoteKey, SecureRandom random) {
    this.username = remote.ufrag() + ":" + local.ufrag();
    this.remoteKey = remoteKey;
    this.random = random;
    this.tieBreaker = random.nextLong();
  }

  /**
   * The pair changed: nomination itself is consent for 30 s, and the new address is asked at once.
   */
  void start(InetSocketAddress address, long now) {
    peer = address;
    nextCheckAt = now;
    expiresAt = now + EXPIRY_NANOS;
  }

  boolean expired(long now) {
    return now >= expiresAt;
  }

  /** The next check when it is due, else null. */
  byte[] check(long now) {
    if (now < nextCheckAt) {
      return null;
    }
    nextCheckAt = now + (long) (INTERVAL_NANOS * (0.8 + 0.4 * random.nextDouble()));
    forgetOlderThan(now - EXPIRY_NANOS);
    byte[] transactionId = new byte[12];
    random.nextBytes(transactionId);
    outstanding.add(new Check(transactionId, peer, now));
    return StunBuilder.bindingRequest(transactionId)
        .username(username)
        .priority(PRFLX_PRIORITY)
        .iceControlled(tieBreaker)
        .integrity(remoteKey)
        .fingerprint()
        .build();
  }

  /**
   * Takes a success response; false when it answers none of our checks, or from elsewhere, or is
   * forged.
   */
  boolean answered(StunMessage response, InetSocketAddress from, long now) {
    for (Iterator<Check> it = outstanding.iterator(); it.hasNext(); ) {
      Check check = it.next();
      if (response.answers(check.transactionId)) {
        // symmetric: the answer must come from where the check went (RFC 8445 section 7.2.5.2.1)
        if (!check.to.equals(from) || !response.authenticatedBy(remoteKey)) {
          return false;
        }
        it.remove();
        if (from.equals(peer)) {
          expiresAt = now + EXPIRY_NANOS;
        }
        return true;
      }
    }
    return false;
  }

  private void forgetOlderThan(long time) {
    while (!outstanding.isEmpty() && outstanding.peek().sentAt < time) {
      outstanding.remove();
    }
  }

  long nextDeadline() {
    return Math.min(nextCheckAt, expiresAt);
  }
}
