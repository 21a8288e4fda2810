/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunMessage;

/** The Binding Requests one agent has sent and waits for. */
final class OwnChecks {
  /** No answer is waited for longer (RFC 8489 section 6.2.1: 39.5 s). */
  static final long PATIENCE_NANOS = 40_000_000_000L;

  /** Bounds memory; a well-behaved pair of agents stays far below. */
  static final int MAX_OUTSTANDING = 64;

  /**
   * Type preference of a peer-reflexive candidate, what our checks would make of us (RFC 8445
   * section 7.1.1).
   */
  private static final long PRFLX_PRIORITY = 110L << 24 | 65535L << 8 | 255L;

  /** One that waits. {@code session} is whose keys it used. */
  record Check(
      byte[] transactionId,
      InetSocketAddress to,
      IceSession session,
      boolean controlling,
      boolean nominating,
      long sentAt) {}

  private final SecureRandom random;
  private final Deque<Check> outstanding = new ArrayDeque<>();
  private long tieBreaker;

  OwnChecks(SecureRandom random) {
    this.random = random;
    this.tieBreaker = random.nextLong();
  }

  long tieBreaker() {
    return tieBreaker;
  }

  /** After a role conflict (RFC 8445 section 7.2.5.1). */
  void changeTieBreaker() {
    tieBreaker = random.nextLong();
  }

  /** A request with a transaction of its own. */
  byte[] request(
      IceSession session, InetSocketAddress to, boolean controlling, boolean nominate, long now) {
    while (!outstanding.isEmpty()
        && (outstanding.size() >= MAX_OUTSTANDING
            || outstanding.peek().sentAt < now - PATIENCE_NANOS)) {
      outstanding.remove();
    }
    byte[] transactionId = new byte[12];
    random.nextBytes(transactionId);
    outstanding.add(new Check(transactionId, to, session, controlling, nominate, now));
    StunBuilder builder =
        StunBuilder.bindingRequest(transactionId)
            .username(session.username)
            .priority(PRFLX_PRIORITY);
    builder = controlling ? builder.iceControlling(tieBreaker) : builder.iceControlled(tieBreaker);
    if (nominate) {
      builder = builder.useCandidate();
    }
    return builder.integrity(session.remoteKey).fingerprint().build();
  }

  /**
   * The request a response answers; null when it answers none of ours, or from elsewhere, or is
   * forged.
   */
  Check answered(StunMessage response, InetSocketAddress from) {
    for (Iterator<Check> it = outstanding.iterator(); it.hasNext(); ) {
      Check check = it.next();
      if (response.answers(check.transactionId)) {
        // symmetric: the answer must come from where the check went (RFC 8445 section 7.2.5.2.1)
        if (!check.to.equals(from) || !response.authenticatedBy(check.session.remoteKey)) {
          return null;
        }
        it.remove();
        return check;
      }
    }
    return null;
  }

  /** A number from 0 to 1, for times that should not fall together. */
  double draw() {
    return random.nextDouble();
  }
}
