/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.castbridge.media.stun.StunAttributes;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunClass;
import org.castbridge.media.stun.StunCodec;
import org.castbridge.media.stun.StunException;
import org.castbridge.media.stun.StunMessage;

/**
 * The lite agent: controlled (RFC 8445 sections 2.5 and 7.3), for a port that every viewer reaches.
 *
 * <p>It answers authenticated connectivity checks from any address, takes the address of the first
 * nomination as the one to send to, and keeps consent (RFC 7675) on it with checks of its own. A
 * later nomination from another address takes over as soon as the peer has answered a check there,
 * see {@link AddressProbe}.
 */
public final class IceLiteAgent implements IceAgent {
  private final OwnChecks own;
  private final ConsentFreshness consent;
  private final AddressProbe probe;
  private final Deque<IceOutput> outputs = new ArrayDeque<>();
  private final CheckedAddresses checked = new CheckedAddresses();
  private final IceSessions sessions;
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
    sessions = new IceSessions(local, remote);
    own = new OwnChecks(random);
    consent = new ConsentFreshness(own);
    probe = new AddressProbe(own);
  }

  @Override
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
    } else if (message.messageClass() == StunClass.SUCCESS && own.answered(message, from) != null) {
      handleAnswer(from, now);
    } else {
      unexpected++;
    }
  }

  private void handleCheck(StunMessage request, InetSocketAddress from, long now) {
    IceSession under = sessions.of(request);
    if (under == null) {
      unauthenticated++;
      return;
    }
    List<Integer> unknown = request.unknownAttributes();
    if (!unknown.isEmpty()) {
      outputs.add(
          under.answer(
              StunBuilder.error(request, 420, "Unknown Attribute").unknownAttributes(unknown),
              from));
      return;
    }
    if (request.iceControlled().isPresent()) {
      // Towards a lite agent the full one controls (RFC 8445 section 6.1.1): whatever the
      // tie-breakers, it is the peer that switches.
      roleConflicts++;
      outputs.add(under.answer(StunBuilder.error(request, 487, "Role Conflict"), from));
      return;
    }
    checks++;
    checked.add(from, selected);
    outputs.add(
        under.answer(
            StunBuilder.success(request).xorMappedAddress(TcpAddress.transport(from)), from));
    if (request.useCandidate()) {
      nominated(under, from, now);
    }
  }

  private void nominated(IceSession under, InetSocketAddress address, long now) {
    if (selected == null) {
      select(under, address, now);
    } else if (!address.equals(selected)) {
      probe.start(under, address, now);
      sendDueChecks(now);
    } else if (under == sessions.current() && sessions.restarting()) {
      select(under, address, now);
    }
  }

  private void select(IceSession under, InetSocketAddress address, long now) {
    boolean moved = !address.equals(selected);
    selected = address;
    connectBy = Long.MAX_VALUE;
    if (under == sessions.current()) {
      sessions.settle();
    }
    probe.stop();
    if (moved) {
      outputs.add(new IceOutput.PairSelected(address));
    }
    consent.start(under, address, now);
    sendDueChecks(now);
  }

  private void handleAnswer(InetSocketAddress from, long now) {
    consentAnswers++;
    consent.answered(from, now);
    IceSession asked = probe.asked(from);
    if (asked != null) {
      select(asked, from, now);
    }
  }

  @Override
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
      sendDueChecks(now);
    }
  }

  private void start(long now) {
    if (!started) {
      started = true;
      connectBy = now + CONNECT_NANOS;
    }
  }

  private void sendDueChecks(long now) {
    byte[] check = consent.check(false, now);
    if (check != null) {
      outputs.add(new IceOutput.Transmit(check, selected));
    }
    byte[] question = probe.check(false, now);
    if (question != null) {
      outputs.add(new IceOutput.Transmit(question, probe.address()));
    }
  }

  private void lose(String reason) {
    lost = true;
    selected = null;
    checked.clear();
    outputs.clear();
    outputs.add(new IceOutput.ConsentLost(reason));
  }

  @Override
  public IceOutput poll() {
    IceOutput next = outputs.poll();
    if (next != null) {
      return next;
    }
    long at = Math.min(connectBy, Math.min(consent.nextDeadline(), probe.nextDeadline()));
    return new IceOutput.Timeout(lost ? Long.MAX_VALUE : at);
  }

  @Override
  public InetSocketAddress selected() {
    return selected;
  }

  @Override
  public boolean knows(InetSocketAddress address) {
    return checked.contains(address);
  }

  /** Nothing to do: a lite agent learns where the peer is from its checks. */
  @Override
  public void addRemoteCandidate(IceCandidate candidate, long now) {
    start(now);
  }

  @Override
  public void restart(IceCredentials local, IceCredentials remote, long now) {
    start(now);
    sessions.restart(local, remote, selected != null);
  }

  @Override
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
