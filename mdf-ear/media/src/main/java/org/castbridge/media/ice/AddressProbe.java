/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;

/**
 * Asks an address whether the peer is there: where it seems to have moved to, or to have left.
 *
 * <p>Somebody who recorded a nomination and sends it again from elsewhere has no answer: without
 * this he could turn a viewer's media away, for a lite agent checks nothing by itself (RFC 8445
 * section 19.4.1).
 */
final class AddressProbe {
  static final long REPEAT_NANOS = 250_000_000L;
  static final long GIVE_UP_NANOS = 5_000_000_000L;

  private final OwnChecks own;
  private IceSession session;
  private InetSocketAddress address;
  private long nextAt = Long.MAX_VALUE;
  private long until;

  AddressProbe(OwnChecks own) {
    this.own = own;
  }

  void start(IceSession under, InetSocketAddress to, long now) {
    if (to.equals(address) && under == session) {
      until = now + GIVE_UP_NANOS;
      return;
    }
    session = under;
    address = to;
    nextAt = now;
    until = now + GIVE_UP_NANOS;
  }

  void stop() {
    session = null;
    address = null;
    nextAt = Long.MAX_VALUE;
  }

  /** The session under which the peer is asked there; null when it is not. */
  IceSession asked(InetSocketAddress at) {
    return at.equals(address) ? session : null;
  }

  InetSocketAddress address() {
    return address;
  }

  /** The next check when it is due, else null. */
  byte[] check(boolean controlling, long now) {
    if (now < nextAt) {
      return null;
    }
    if (now >= until) {
      stop();
      return null;
    }
    nextAt = now + REPEAT_NANOS;
    return own.request(session, address, controlling, false, now);
  }

  long nextDeadline() {
    return nextAt;
  }
}
