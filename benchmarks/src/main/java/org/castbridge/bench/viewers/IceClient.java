/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import java.net.InetSocketAddress;
import java.util.Random;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunClass;
import org.castbridge.media.stun.StunCodec;
import org.castbridge.media.stun.StunException;
import org.castbridge.media.stun.StunIntegrity;
import org.castbridge.media.stun.StunMessage;

/**
 * A full agent with one pair: checks until one is answered, nominates if it controls, keeps consent
 * fresh (RFC 7675), answers the server's checks. Sans-I/O, for one thread.
 */
final class IceClient {
  private static final long CHECK_NANOS = 50_000_000;
  private static final long CONSENT_NANOS = 5_000_000_000L;

  private final Signalling.Session session;
  private final IceCredentials ours;
  private final StunIntegrity ourKey;
  private final StunIntegrity serverKey;
  private final Random random;
  private final long tieBreaker;
  private boolean connected;
  private long nextCheck = Long.MIN_VALUE;

  IceClient(Signalling.Session session, IceCredentials ours, Random random) {
    this.session = session;
    this.ours = ours;
    this.ourKey = new StunIntegrity(ours.pwd());
    this.serverKey = new StunIntegrity(session.ice().pwd());
    this.random = random;
    this.tieBreaker = random.nextLong();
  }

  /** A check was answered: the pair is valid. */
  boolean connected() {
    return connected;
  }

  /** A check to send now, or null. */
  byte[] tick(long now) {
    if (now < nextCheck) {
      return null;
    }
    // RFC 7675 section 5.1: spread, so that viewers do not all ask at once
    long period =
        connected ? (long) (CONSENT_NANOS * (0.8 + 0.4 * random.nextDouble())) : CHECK_NANOS;
    nextCheck = now + period;
    byte[] id = new byte[12];
    random.nextBytes(id);
    StunBuilder check =
        StunBuilder.bindingRequest(id)
            .username(session.ice().ufrag() + ":" + ours.ufrag())
            .priority(1_845_501_695L);
    if (session.controlling()) {
      check.iceControlling(tieBreaker).useCandidate();
    } else {
      check.iceControlled(tieBreaker);
    }
    return check.integrity(serverKey).fingerprint().build();
  }

  /** Takes a STUN message; returns the answer to it, or null. */
  byte[] handle(byte[] b, InetSocketAddress from) {
    try {
      StunMessage message = StunCodec.parse(b, 0, b.length);
      if (message.messageClass() == StunClass.SUCCESS) {
        connected |= message.authenticatedBy(serverKey);
        return null;
      }
      boolean genuine = message.isBindingRequest() && message.authenticatedBy(ourKey);
      return genuine ? answer(message, from) : null;
    } catch (StunException e) {
      return null; // not from our server
    }
  }

  private byte[] answer(StunMessage request, InetSocketAddress from) {
    return StunBuilder.success(request)
        .xorMappedAddress(from)
        .integrity(ourKey)
        .fingerprint()
        .build();
  }
}
