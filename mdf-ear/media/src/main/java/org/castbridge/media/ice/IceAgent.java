/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;
import java.security.SecureRandom;

/**
 * The ICE agent of one viewer, one component on one port (RFC 8445). Sans-I/O, for one thread:
 * after every call that takes the time drain {@link #poll} until it gives a {@link
 * IceOutput.Timeout}. Times are nanoseconds since any origin, rising. The clock of the connection
 * attempt starts with the first call.
 *
 * <p>A datagram that does not authenticate is counted and dropped without an answer, stricter than
 * RFC 8489 section 9.1.3 which would answer 400 or 401: nobody learns anything from the port, and
 * it amplifies nothing.
 */
public interface IceAgent {
  /** A peer that nominates nothing for that long is given up. */
  long CONNECT_NANOS = 30_000_000_000L;

  /** A lite agent for a port that viewers reach, or a full one; both start controlled. */
  static IceAgent create(
      boolean full, IceCredentials local, IceCredentials remote, SecureRandom random) {
    return full
        ? new IceFullAgent(local, remote, false, random)
        : new IceLiteAgent(local, remote, random);
  }

  /** Takes one datagram of STUN's range. Never throws; what it does not accept it counts. */
  void handle(byte[] b, int off, int len, InetSocketAddress from, long now);

  /** To be called at the time {@link IceOutput.Timeout} named; earlier does no harm. */
  void handleTimeout(long now);

  /** The next thing to do; a {@link IceOutput.Timeout} when there is nothing left. */
  IceOutput poll();

  /** Where to send: null before the first nomination and after consent was lost. */
  InetSocketAddress selected();

  /**
   * Whether an authenticated check came from that address: only then may anything else from it be
   * looked at.
   */
  boolean knows(InetSocketAddress address);

  /** A candidate of the peer, from its offer or trickled (RFC 8838). */
  void addRemoteCandidate(IceCandidate candidate, long now);

  /**
   * ICE restart (RFC 8445 section 9): from now on checks are made under new names and passwords.
   * The pair in use stays, under the old ones, until another is nominated under the new.
   */
  void restart(IceCredentials local, IceCredentials remote, long now);

  IceCounters counters();
}
