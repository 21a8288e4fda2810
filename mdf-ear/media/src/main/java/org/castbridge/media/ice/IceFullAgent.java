/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.castbridge.media.ice.CandidatePair.State;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunClass;
import org.castbridge.media.stun.StunCodec;
import org.castbridge.media.stun.StunException;
import org.castbridge.media.stun.StunMessage;

/**
 * The full agent (RFC 8445): checks towards the peer too, so that a server which itself stands
 * behind a firewall or NAT opens the way; controlled or controlling, with regular nomination, and
 * the roles settled by tie-breaker when both claim the same.
 *
 * <p>When the peer moves without saying so (its NAT gave it another address), its checks come from
 * an address nobody nominated. Then the pair in use is asked at once; if it stays silent for {@link
 * #SILENCE_NANOS} and the new pair has passed our own check, the new pair takes over.
 */
public final class IceFullAgent implements IceAgent {
  /** Ta, RFC 8445 section 14.2. */
  static final long PACE_NANOS = 50_000_000L;

  /** Least RTO, RFC 8445 section 14.3. */
  static final long MIN_WAIT_NANOS = 500_000_000L;

  /** How long a controlling agent that has a valid pair waits for a better one. */
  static final long BETTER_NANOS = 300_000_000L;

  /** How long the pair in use may leave a check unanswered while the peer shows up elsewhere. */
  static final long SILENCE_NANOS = 1_000_000_000L;

  private final OwnChecks own;
  private final ConsentFreshness consent;

  /** Asks the pair in use whether it is still alive while the peer shows up elsewhere. */
  private final AddressProbe probe;

  private final CheckList list = new CheckList();
  private final Deque<IceOutput> outputs = new ArrayDeque<>();
  private final CheckedAddresses checked = new CheckedAddresses();
  private final IceSessions sessions;
  private InetSocketAddress selected;
  private boolean controlling;
  private boolean started;
  private boolean lost;
  private long connectBy = Long.MAX_VALUE;
  private long nextSlot;
  private long nominateAt = Long.MAX_VALUE;
  private CandidatePair successor;
  private long takeOverAt = Long.MAX_VALUE;
  private long checks;
  private long roleConflicts;
  private long unauthenticated;
  private long malformed;
  private long unexpected;
  private long answers;

  /**
   * @param controlling the role to start with; the answerer is controlled, unless the offerer is
   *     lite (RFC 8445 section 6.1.1)
   */
  public IceFullAgent(
      IceCredentials local, IceCredentials remote, boolean controlling, SecureRandom random) {
    this.sessions = new IceSessions(local, remote);
    this.controlling = controlling;
    this.own = new OwnChecks(random);
    this.consent = new ConsentFreshness(own);
    this.probe = new AddressProbe(own);
  }

  // ---- what comes in

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
    } else if (message.messageClass() == StunClass.SUCCESS
        || message.messageClass() == StunClass.ERROR) {
      handleResponse(message, from, now);
    } else {
      unexpected++;
    }
    proceed(now);
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
    } else if (conflicts(request)) {
      roleConflicts++;
      outputs.add(under.answer(StunBuilder.error(request, 487, "Role Conflict"), from));
    } else {
      checks++;
      checked.add(from, selected);
      outputs.add(
          under.answer(
              StunBuilder.success(request).xorMappedAddress(TcpAddress.transport(from)), from));
      if (under == sessions.current()) {
        react(request, from, now);
      }
    }
  }

  /**
   * RFC 8445 section 7.3.1.1: the larger tie-breaker controls; true when the peer has to switch.
   */
  private boolean conflicts(StunMessage request) {
    if (controlling && request.iceControlling().isPresent()) {
      if (Long.compareUnsigned(own.tieBreaker(), request.iceControlling().getAsLong()) >= 0) {
        return true;
      }
      controlling = false;
    } else if (!controlling && request.iceControlled().isPresent()) {
      if (Long.compareUnsigned(own.tieBreaker(), request.iceControlled().getAsLong()) < 0) {
        return true;
      }
      controlling = true;
    }
    return false;
  }

  /** Learns a peer-reflexive candidate and checks back (RFC 8445 sections 7.3.1.3 to 7.3.1.5). */
  private void react(StunMessage request, InetSocketAddress from, long now) {
    CandidatePair pair = list.pair(from, request.priority().orElse(0), selected);
    if (pair == null) {
      return;
    }
    if (request.useCandidate() && !controlling) {
      pair.nominated = true;
    }
    if (pair.is(State.SUCCEEDED)) {
      valid(pair, now);
    } else if (!pair.fresh(now)) {
      list.trigger(pair);
    }
  }

  private void handleResponse(StunMessage response, InetSocketAddress from, long now) {
    OwnChecks.Check check = own.answered(response, from);
    if (check == null) {
      unexpected++;
      return;
    }
    CandidatePair pair = check.session() == sessions.current() ? list.find(from) : null;
    if (response.messageClass() == StunClass.ERROR) {
      refused(response, check, pair);
      return;
    }
    answers++;
    consent.answered(from, now);
    if (from.equals(selected)) {
      settle(); // the pair in use is alive
    }
    if (pair != null) {
      pair.succeed();
      pair.nominating = check.nominating() && controlling;
      valid(pair, now);
    }
  }

  /** RFC 8445 section 7.2.5.1 for a role conflict; any other error fails the pair (7.2.5.2.4). */
  private void refused(StunMessage response, OwnChecks.Check check, CandidatePair pair) {
    if (response.errorCode().orElse(0) != 487) {
      if (pair != null) {
        pair.fail();
      }
      return;
    }
    if (check.controlling() == controlling) {
      controlling = !controlling;
      own.changeTieBreaker();
    }
    if (pair != null) {
      list.trigger(pair);
    }
  }

  /** A pair that our check has passed: use it, or see whether it is to be used. */
  private void valid(CandidatePair pair, long now) {
    if (controlling ? pair.nominating : pair.nominated) {
      pair.nominated = false;
      pair.nominating = false;
      select(pair.remote, now);
    } else if (selected != null && !sessions.restarting()) {
      doubt(pair, now);
    } else if (controlling && nominateAt == Long.MAX_VALUE) {
      nominateAt = list.betterIsPending(pair) ? now + BETTER_NANOS : now;
    }
  }

  private void doubt(CandidatePair pair, long now) {
    if (!pair.remote.equals(selected) && takeOverAt == Long.MAX_VALUE) {
      successor = pair;
      takeOverAt = now + SILENCE_NANOS;
      probe.start(sessions.current(), selected, now);
    }
  }

  private void settle() {
    takeOverAt = Long.MAX_VALUE;
    successor = null;
    probe.stop();
  }

  private void select(InetSocketAddress address, long now) {
    boolean moved = !address.equals(selected);
    boolean restarted = sessions.restarting();
    selected = address;
    sessions.settle();
    connectBy = Long.MAX_VALUE;
    nominateAt = Long.MAX_VALUE;
    settle();
    if (moved) {
      outputs.add(new IceOutput.PairSelected(address));
    }
    if (moved || restarted) {
      consent.start(sessions.current(), address, now);
    }
  }

  // ---- time

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
      proceed(now);
    }
  }

  private void start(long now) {
    if (!started) {
      started = true;
      connectBy = now + CONNECT_NANOS;
      nextSlot = now;
    }
  }

  /** Does what is due. */
  private void proceed(long now) {
    if (now >= takeOverAt) {
      takeOver(now);
    }
    if (now >= nominateAt) {
      nominate(list.bestValid(), now);
    }
    byte[] question = selected == null ? null : consent.check(controlling, now);
    if (question != null) {
      outputs.add(new IceOutput.Transmit(question, selected));
    }
    byte[] doubt = probe.check(controlling, now);
    if (doubt != null) {
      outputs.add(new IceOutput.Transmit(doubt, probe.address()));
    }
    if (now >= nextSlot) {
      checkSomeone(now);
    }
  }

  private void takeOver(long now) {
    CandidatePair next = successor;
    settle();
    if (controlling) {
      nominate(next, now);
    } else {
      select(next.remote, now);
    }
  }

  private void nominate(CandidatePair pair, long now) {
    nominateAt = Long.MAX_VALUE;
    if (pair != null && controlling) {
      send(pair, true, now);
    }
  }

  private void checkSomeone(long now) {
    CandidatePair repetition = list.nextRepetition();
    if (list.someoneWaits()) {
      send(list.nextWaiting(), false, now);
    } else if (repetition != null && repetition.nextAt() <= now) {
      byte[] request = repetition.repeat(now);
      if (request != null) {
        transmit(request, repetition.remote, now);
      } else if (selected == null && list.active() == 0) {
        list.revive(); // as long as there is time for the attempt there is hope
      }
    }
  }

  private void send(CandidatePair pair, boolean nominating, long now) {
    long wait = Math.max(MIN_WAIT_NANOS, PACE_NANOS * list.active());
    byte[] request = own.request(sessions.current(), pair.remote, controlling, nominating, now);
    pair.begin(request, wait, now);
    transmit(request, pair.remote, now);
  }

  private void transmit(byte[] request, InetSocketAddress to, long now) {
    outputs.add(new IceOutput.Transmit(request, to));
    nextSlot = now + PACE_NANOS;
  }

  private void lose(String reason) {
    lost = true;
    selected = null;
    checked.clear();
    list.clear();
    outputs.clear();
    outputs.add(new IceOutput.ConsentLost(reason));
  }

  @Override
  public IceOutput poll() {
    IceOutput next = outputs.poll();
    if (next != null) {
      return next;
    }
    return new IceOutput.Timeout(lost ? Long.MAX_VALUE : nextDeadline());
  }

  private long nextDeadline() {
    CandidatePair repetition = list.nextRepetition();
    long slot =
        list.someoneWaits()
            ? nextSlot
            : repetition == null ? Long.MAX_VALUE : Math.max(nextSlot, repetition.nextAt());
    long decision = Math.min(nominateAt, Math.min(takeOverAt, probe.nextDeadline()));
    return Math.min(Math.min(connectBy, slot), Math.min(decision, consent.nextDeadline()));
  }

  // ---- the rest

  @Override
  public InetSocketAddress selected() {
    return selected;
  }

  @Override
  public boolean knows(InetSocketAddress address) {
    return checked.contains(address);
  }

  @Override
  public void addRemoteCandidate(IceCandidate candidate, long now) {
    start(now);
    if (!lost && !candidate.tcp()) { // who offers TCP is to connect to us
      list.pair(candidate.address(), candidate.priority(), selected);
      proceed(now);
    }
  }

  @Override
  public void restart(IceCredentials local, IceCredentials remote, long now) {
    start(now);
    sessions.restart(local, remote, selected != null);
    list.clear();
    settle();
    nominateAt = Long.MAX_VALUE;
  }

  /** Whether this agent nominates. */
  public boolean controlling() {
    return controlling;
  }

  @Override
  public IceCounters counters() {
    return new IceCounters(checks, roleConflicts, unauthenticated, malformed, unexpected, answers);
  }
}
