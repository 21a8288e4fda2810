/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunCodec;
import org.castbridge.media.stun.StunException;
import org.castbridge.media.stun.StunIntegrity;
import org.castbridge.media.stun.StunMessage;
import org.junit.jupiter.api.Test;

class IceLiteAgentTest {
  private static final long SECOND = 1_000_000_000L;
  private static final InetSocketAddress HOME = new InetSocketAddress("192.0.2.10", 50000);
  private static final InetSocketAddress MOBILE = new InetSocketAddress("198.51.100.3", 6000);

  private final IceCredentials ours =
      new IceCredentials("server", "server-password-of-24-chr".replace("-", "+"));
  private final IceCredentials theirs =
      new IceCredentials("client", "client-password-of-24-chr".replace("-", "+"));
  private final StunIntegrity ourKey = new StunIntegrity(ours.pwd());
  private final StunIntegrity theirKey = new StunIntegrity(theirs.pwd());
  private final IceLiteAgent agent = new IceLiteAgent(ours, theirs, new SecureRandom());
  private final Random ids = new Random(1);

  private byte[] check(UnaryOperator<StunBuilder> more) {
    byte[] id = new byte[12];
    ids.nextBytes(id);
    return more.apply(StunBuilder.bindingRequest(id).username("server:client").priority(1))
        .integrity(ourKey)
        .fingerprint()
        .build();
  }

  private byte[] nomination() {
    return check(b -> b.iceControlling(7).useCandidate());
  }

  private List<IceOutput> feed(byte[] b, InetSocketAddress from, long now) {
    agent.handle(b, 0, b.length, from, now);
    return drain();
  }

  private List<IceOutput> drain() {
    List<IceOutput> all = new ArrayList<>();
    IceOutput next = agent.poll();
    while (!(next instanceof IceOutput.Timeout)) {
      all.add(next);
      next = agent.poll();
    }
    return all;
  }

  private long timeout() {
    return ((IceOutput.Timeout) agent.poll()).atNanos();
  }

  private static StunMessage stun(IceOutput output) throws StunException {
    byte[] b = ((IceOutput.Transmit) output).data();
    return StunCodec.parse(b, 0, b.length);
  }

  @Test
  void checksAreAnsweredWithTheReflexiveAddress() throws StunException {
    byte[] request = check(b -> b.iceControlling(7));
    List<IceOutput> out = feed(request, HOME, 0);
    assertThat(out).hasSize(1);
    StunMessage answer = stun(out.get(0));
    assertThat(((IceOutput.Transmit) out.get(0)).to()).isEqualTo(HOME);
    assertThat(answer.xorMappedAddress()).contains(HOME);
    assertThat(answer.authenticatedBy(ourKey)).isTrue();
    assertThat(answer.fingerprinted()).isTrue();
    assertThat(((IceOutput.Transmit) out.get(0)).data()).hasSizeLessThanOrEqualTo(request.length);
    assertThat(agent.selected()).isNull();
    assertThat(agent.knows(HOME)).isTrue();
    assertThat(agent.knows(MOBILE)).isFalse();
  }

  @Test
  void nominationSelectsAndNewerNominationMoves() throws StunException {
    List<IceOutput> out = feed(nomination(), HOME, 0);
    assertThat(out).contains(new IceOutput.PairSelected(HOME));
    assertThat(agent.selected()).isEqualTo(HOME);
    assertThat(feed(nomination(), HOME, 1)).noneMatch(o -> o instanceof IceOutput.PairSelected);
    StunMessage question = consentCheck(feed(nomination(), MOBILE, 2));
    assertThat(agent.selected()).as("not before the peer has answered there").isEqualTo(HOME);
    assertThat(answer(question, MOBILE, theirKey, 3)).contains(new IceOutput.PairSelected(MOBILE));
    assertThat(agent.selected()).isEqualTo(MOBILE);
    feed(check(b -> b.iceControlling(7)), HOME, 3);
    assertThat(agent.selected())
        .as("a plain check from the old address changes nothing")
        .isEqualTo(MOBILE);
  }

  @Test
  void whatDoesNotAuthenticateGetsNoAnswer() {
    byte[] id = new byte[12];
    StunIntegrity wrong = new StunIntegrity("wrong");
    List<byte[]> strangers =
        List.of(
            StunBuilder.bindingRequest(id).fingerprint().build(),
            StunBuilder.bindingRequest(id).username("server:client").useCandidate().build(),
            StunBuilder.bindingRequest(id).username("server:client").integrity(wrong).build(),
            StunBuilder.bindingRequest(id).username("server:else").integrity(ourKey).build(),
            StunBuilder.bindingRequest(id).integrity(ourKey).build());
    for (byte[] b : strangers) {
      assertThat(feed(b, HOME, 0)).isEmpty();
    }
    assertThat(feed(new byte[40], HOME, 0)).isEmpty();
    assertThat(agent.counters().unauthenticated()).isEqualTo(5);
    assertThat(agent.counters().malformed()).isEqualTo(1);
    assertThat(agent.knows(HOME)).isFalse();
  }

  @Test
  void aPeerThatTakesItselfForControlledIsToldOtherwise() throws StunException {
    List<IceOutput> out = feed(check(b -> b.iceControlled(Long.MIN_VALUE).useCandidate()), HOME, 0);
    assertThat(stun(out.get(0)).errorCode()).hasValue(487);
    assertThat(stun(out.get(0)).authenticatedBy(ourKey)).isTrue();
    assertThat(agent.selected()).isNull();
    assertThat(agent.counters().roleConflicts()).isEqualTo(1);
  }

  @Test
  void unknownMandatoryAttributesAreRefused() throws StunException {
    List<IceOutput> out =
        feed(check(b -> b.attribute(0x7FFF, new byte[4]).useCandidate()), HOME, 0);
    assertThat(stun(out.get(0)).errorCode()).hasValue(420);
    assertThat(agent.selected()).isNull();
  }

  @Test
  void consentIsAskedEveryFourToSixSecondsAndKeptByAnswers() throws StunException {
    long now = 0;
    StunMessage first = consentCheck(feed(nomination(), HOME, now));
    assertThat(first.username()).contains("client:server");
    assertThat(first.iceControlled()).isPresent();
    assertThat(first.useCandidate()).isFalse();
    assertThat(first.authenticatedBy(theirKey)).isTrue();
    answer(first, HOME, theirKey, now);
    for (int i = 0; i < 200; i++) {
      long due = timeout();
      assertThat(due - now).isBetween(4 * SECOND, 6 * SECOND);
      now = due;
      agent.handleTimeout(now);
      answer(consentCheck(drain()), HOME, theirKey, now);
    }
    assertThat(agent.counters().consentAnswers()).isEqualTo(201);
    assertThat(agent.selected()).isEqualTo(HOME);
  }

  @Test
  void consentEndsThirtySecondsAfterTheLastValidAnswer() throws StunException {
    StunMessage first = consentCheck(feed(nomination(), HOME, 0));
    answer(first, HOME, theirKey, 2 * SECOND);
    List<IceOutput> out = List.of();
    long now = 0;
    while (out.stream().noneMatch(o -> o instanceof IceOutput.ConsentLost)) {
      now = timeout();
      agent.handleTimeout(now);
      out = drain();
      for (IceOutput o : out) {
        if (o instanceof IceOutput.Transmit) {
          answer(stun(o), HOME, new StunIntegrity("forged"), now);
          answer(stun(o), MOBILE, theirKey, now); // the right key from the wrong place
          feed(check(b -> b.iceControlling(7)), HOME, now); // the peer's own checks are no consent
        }
      }
    }
    assertThat(now).isEqualTo(32 * SECOND);
    assertThat(agent.selected()).isNull();
    assertThat(timeout()).isEqualTo(Long.MAX_VALUE);
    assertThat(feed(nomination(), HOME, now + 1)).as("lost for good").isEmpty();
  }

  @Test
  void anAnswerCountsOnce() throws StunException {
    StunMessage first = consentCheck(feed(nomination(), HOME, 0));
    answer(first, HOME, theirKey, 1);
    answer(first, HOME, theirKey, 20 * SECOND);
    assertThat(agent.counters().consentAnswers()).isEqualTo(1);
    assertThat(agent.counters().unexpected()).isEqualTo(1);
  }

  @Test
  void aPeerThatNeverNominatesIsGivenUp() {
    agent.handleTimeout(100);
    assertThat(timeout()).isEqualTo(100 + 30 * SECOND);
    feed(check(b -> b.iceControlling(7)), HOME, 200);
    agent.handleTimeout(100 + 30 * SECOND);
    assertThat(drain()).singleElement().isInstanceOf(IceOutput.ConsentLost.class);
  }

  @Test
  void addressesOfOnePeerAreBounded() {
    feed(nomination(), HOME, 0);
    for (int port = 1; port <= 100; port++) {
      feed(check(b -> b), new InetSocketAddress("192.0.2.99", port), port);
    }
    assertThat(agent.knows(HOME)).isTrue();
    assertThat(agent.knows(new InetSocketAddress("192.0.2.99", 1))).isFalse();
    assertThat(agent.knows(new InetSocketAddress("192.0.2.99", 100))).isTrue();
  }

  @Test
  void theSessionIsNamedByTheFirstHalfOfTheUsername() {
    byte[] b = nomination();
    assertThat(IceLiteAgent.localUfrag(b, 0, b.length)).isEqualTo("server");
    byte[] anonymous = StunBuilder.bindingRequest(new byte[12]).build();
    assertThat(IceLiteAgent.localUfrag(anonymous, 0, anonymous.length)).isNull();
    assertThat(IceLiteAgent.localUfrag(new byte[3], 0, 3)).isNull();
  }

  @Test
  void noBytesBreakItNorMakeItSpeak() {
    Random random = new Random(8445);
    byte[] seed = nomination();
    int spoken = 0;
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 100_000);
    for (int i = 0; i < iterations; i++) {
      byte[] b =
          Arrays.copyOf(seed, random.nextInt(16) == 0 ? random.nextInt(seed.length) : seed.length);
      int signed =
          Math.min(b.length, seed.length - 8); // FINGERPRINT, the last 8 bytes, may be missing
      if (signed > 0) {
        b[random.nextInt(signed)] ^= (byte) (1 + random.nextInt(255));
      }
      spoken += feed(b, HOME, i).size();
    }
    assertThat(spoken).isZero();
    assertThat(agent.selected()).isNull();
    assertThat(
            agent.counters().malformed()
                + agent.counters().unauthenticated()
                + agent.counters().unexpected())
        .isEqualTo(100_000);
  }

  private static StunMessage consentCheck(List<IceOutput> outputs) throws StunException {
    for (IceOutput o : outputs) {
      if (o instanceof IceOutput.Transmit && stun(o).isBindingRequest()) {
        return stun(o);
      }
    }
    throw new AssertionError("no consent check in " + outputs);
  }

  private List<IceOutput> answer(
      StunMessage request, InetSocketAddress from, StunIntegrity key, long now) {
    byte[] b =
        StunBuilder.success(request).xorMappedAddress(HOME).integrity(key).fingerprint().build();
    return feed(b, from, now);
  }
}
