/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.castbridge.media.stun.StunAttributes;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunClass;
import org.castbridge.media.stun.StunCodec;
import org.castbridge.media.stun.StunException;
import org.castbridge.media.stun.StunIntegrity;
import org.castbridge.media.stun.StunMessage;

/**
 * The ICE agent of one viewer: lite and controlled (RFC 8445 sections 2.5 and 7.3), one component,
 * one address of its own.
 *
 * <p>It answers authenticated connectivity checks from any address, takes the address of the newest
 * nomination as the one to send to, and keeps consent (RFC 7675) on it with checks of its own. A
 * datagram that does not authenticate is counted and dropped without an answer, stricter than RFC
 * 8489 section 9.1.3 which would answer 400 or 401: nobody learns anything from this port, and it
 * amplifies nothing.
 *
 * <p>Sans-I/O, for one thread: after every {@code handle*} drain {@link #poll} until it gives a
 * {@link IceOutput.Timeout}. Times are nanoseconds since any origin, rising. The clock of the
 * connection attempt starts with the first call.
 */
public final class IceLiteAgent {
  /** A peer that nominates nothing for that long is given up. */
  static final long CONNECT_NANOS = 30_000_000_000L;

  /**
   * Addresses one peer may check from; the oldest not selected makes room. Bounds memory, not
   * candidates.
   */
  static final int MAX_ADDRESSES = 16;

  private final String expectedUsername;
  private final StunIntegrity localKey;
  private final ConsentFreshness consent;
  private final Deque<IceOutput> outputs = new ArrayDeque<>();
  private final Set<InetSocketAddress> checked = new LinkedHashSet<>();
  private InetSocketAddress selected;
  private long connectBy = Long.MAX_VALUE;
  private boolean started;
  private boolean lost;
  private long checks;
  private long roleConflicts;
  private long unauthenticated;
  private long malformed;
  private long unexpected;
  private long consentAnswers;

  public IceLiteAgent(IceCredentials local, IceCredentials remote, SecureRandom random) {
    expectedUsername = local.ufrag() + ":" + remote.ufrag();
    localKey = new StunIntegrity(local.pwd());
    consent = new ConsentFreshness(local, remote, new StunIntegrity(remote.pwd()), random);
  }

  /** Takes one datagram of STUN's range. Never throws; what it does not accept it counts. */
  public void handle(byte[] b, int off, int len, InetSocketAddress from, long now) {
    start(now);
    if (lost) {
      return;
    }
    StunMessage message;
    try {
      message = StunCodec.parse(b, off, len);
    } catch (StunException e) {
      malformed++;
      return;
    }
    if (message.isBindingRequest()) {
      handleCheck(message, from, now);
    } else if (message.messageClass() == StunClass.SUCCESS
        && consent.answered(message, from, now)) {
      consentAnswers++;
    } else {
      unexpected++;
    }
  }

  private void handleCheck(StunMessage request, InetSocketAddress from, long now) {
    if (!expectedUsername.equals(request.username().orElse(null))
        || !request.authenticatedBy(localKey)) {
      unauthenticated++;
      return;
    }
    List<Integer> unknown = request.unknownAttributes();
    if (!unknown.isEmpty()) {
      answer(StunBuilder.error(request, 420, "Unknown Attribute").unknownAttributes(unknown), from);
      return;
    }
    if (request.iceControlled().isPresent()) {
      // Towards a lite agent the full one controls (RFC 8445 section 6.1.1): whatever the
      // tie-breakers, it is the peer that switches.
      roleConflicts++;
      answer(StunBuilder.error(request, 487, "Role Conflict"), from);
      return;
    }
    checks++;
    remember(from);
    answer(StunBuilder.success(request).xorMappedAddress(from), from);
    if (request.useCandidate()) {
      nominate(from, now);
    }
  }

  private void answer(StunBuilder response, InetSocketAddress to) {
    outputs.add(new IceOutput.Transmit(response.integrity(localKey).fingerprint().build(), to));
  }

  private void remember(InetSocketAddress from) {
    if (checked.add(from) && checked.size() > MAX_ADDRESSES) {
      checked.stream().filter(a -> !a.equals(selected)).findFirst().ifPresent(checked::remove);
    }
  }

  private void nominate(InetSocketAddress address, long now) {
    if (address.equals(selected)) {
      return;
    }
    selected = address;
    connectBy = Long.MAX_VALUE;
    outputs.add(new IceOutput.PairSelected(address));
    consent.start(address, now);
    sendDueCheck(now);
  }

  /** To be called at the time {@link IceOutput.Timeout} named; earlier does no harm. */
  public void handleTimeout(long now) {
    start(now);
    if (lost) {
      return;
    }
    if (now >= connectBy) {
      lose("no candidate pair was nominated within 30 s");
    } else if (consent.expired(now)) {
      lose("no answer to consent checks for 30 s");
    } else {
      sendDueCheck(now);
    }
  }

  private void start(long now) {
    if (!started) {
      started = true;
      connectBy = now + CONNECT_NANOS;
    }
  }

  private void sendDueCheck(long now) {
    byte[] check = selected == null ? null : consent.check(now);
    if (check != null) {
      outputs.add(new IceOutput.Transmit(check, selected));
    }
  }

  private void lose(String reason) {
    lost = true;
    selected = null;
    checked.clear();
    outputs.clear();
    outputs.add(new IceOutput.ConsentLost(reason));
  }

  /** The next thing to do; a {@link IceOutput.Timeout} when there is nothing left. */
  public IceOutput poll() {
    IceOutput next = outputs.poll();
    if (next != null) {
      return next;
    }
    return new IceOutput.Timeout(
        lost ? Long.MAX_VALUE : Math.min(connectBy, consent.nextDeadline()));
  }

  /** The peer's nominated address; null before the first nomination and after consent was lost. */
  public InetSocketAddress selected() {
    return selected;
  }

  /**
   * Whether an authenticated check came from that address: only then may anything else from it be
   * looked at.
   */
  public boolean knows(InetSocketAddress address) {
    return checked.contains(address);
  }

  public IceCounters counters() {
    return new IceCounters(
        checks, roleConflicts, unauthenticated, malformed, unexpected, consentAnswers);
  }

  /**
   * The session a Binding Request is for: the part of USERNAME before the colon, our ufrag. Looks
   * at the name alone; the agent found by it checks the rest. Null when the datagram is no Binding
   * Request with such a name.
   */
  public static String localUfrag(byte[] b, int off, int len) {
    try {
      StunMessage message = StunCodec.parse(b, off, len);
      if (!message.isBindingRequest() || !message.has(StunAttributes.USERNAME)) {
        return null;
      }
      String username = message.username().orElse("");
      int colon = username.indexOf(':');
      return colon > 0 ? username.substring(0, colon) : null;
    } catch (StunException e) {
      return null;
    }
  }
}
