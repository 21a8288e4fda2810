/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;

/**
 * Consent freshness on the selected pair (RFC 7675 section 5.1): a Binding Request every 5 s times
 * a random 0.8 to 1.2, each with its own transaction id, never sent again; consent ends 30 s after
 * the last valid answer. The requests keep NAT bindings alive too (RFC 8445 section 11).
 */
final class ConsentFreshness {
  static final long INTERVAL_NANOS = 5_000_000_000L;
  static final long EXPIRY_NANOS = 30_000_000_000L;

  private final OwnChecks own;
  private IceSession session;
  private InetSocketAddress peer;
  private long nextCheckAt = Long.MAX_VALUE;
  private long expiresAt = Long.MAX_VALUE;

  ConsentFreshness(OwnChecks own) {
    this.own = own;
  }

  /**
   * The pair changed: nomination itself is consent for 30 s, and the new address is asked at once.
   */
  void start(IceSession under, InetSocketAddress address, long now) {
    session = under;
    peer = address;
    nextCheckAt = now;
    expiresAt = now + EXPIRY_NANOS;
  }

  boolean expired(long now) {
    return now >= expiresAt;
  }

  /** The next check when it is due, else null. */
  byte[] check(boolean controlling, long now) {
    if (peer == null || now < nextCheckAt) {
      return null;
    }
    nextCheckAt = now + (long) (INTERVAL_NANOS * (0.8 + 0.4 * own.draw()));
    return own.request(session, peer, controlling, false, now);
  }

  /** A valid answer to a check of ours came from there. */
  void answered(InetSocketAddress from, long now) {
    if (from.equals(peer)) {
      expiresAt = now + EXPIRY_NANOS;
    }
  }

  long nextDeadline() {
    return Math.min(nextCheckAt, expiresAt);
  }
}
