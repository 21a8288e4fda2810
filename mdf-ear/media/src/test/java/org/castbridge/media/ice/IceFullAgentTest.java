/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.castbridge.media.Reproducible;
import org.castbridge.media.ice.AgentNetwork.End;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunCodec;
import org.castbridge.media.stun.StunIntegrity;
import org.castbridge.media.stun.StunMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IceFullAgentTest {
  private static final long SECOND = AgentNetwork.SECOND;
  private static final InetSocketAddress SERVER = new InetSocketAddress("203.0.113.1", 20_100);
  private static final InetSocketAddress HOME = new InetSocketAddress("192.0.2.10", 50_000);
  private static final InetSocketAddress MOBILE = new InetSocketAddress("198.51.100.3", 6_000);

  private final SecureRandom random = Reproducible.random(8445);
  private final IceCredentials ours = IceCredentials.generate(random);
  private final IceCredentials theirs = IceCredentials.generate(random);

  private static IceCandidate host(InetSocketAddress address) {
    return IceCandidate.udpHost(address, 0);
  }

  private IceFullAgent server(boolean controlling) {
    return new IceFullAgent(ours, theirs, controlling, random);
  }

  private IceFullAgent viewer(boolean controlling) {
    return new IceFullAgent(theirs, ours, controlling, random);
  }

  private static void connected(End server, End viewer) {
    assertThat(server.agent.selected()).isEqualTo(viewer.address);
    assertThat(viewer.agent.selected()).isEqualTo(server.address);
    assertThat(server.agent.knows(viewer.address)).isTrue();
  }

  /** Loss, delay, reordering; roles as they should be, and both claiming the same one. */
  @ParameterizedTest
  @CsvSource({
    "0.0, 5, false, true",
    "0.3, 100, false, true",
    "0.3, 100, true, true",
    "0.3, 100, false, false",
    "0.4, 400, true, false"
  })
  void twoFullAgentsConnect(double loss, long delayMs, boolean first, boolean second) {
    for (int seed = 0; seed < 50; seed++) {
      AgentNetwork network = new AgentNetwork(seed, loss, delayMs * 1_000_000);
      End server = network.new End(server(first), SERVER);
      End viewer = network.new End(viewer(second), HOME);
      viewer.agent.addRemoteCandidate(host(SERVER), 0);
      server.agent.addRemoteCandidate(host(HOME), 0);
      network.run(25 * SECOND);
      connected(server, viewer);
      assertThat(((IceFullAgent) server.agent).controlling())
          .isNotEqualTo(((IceFullAgent) viewer.agent).controlling());
      if (loss < 0.1) { // consent checks are not repeated: with more loss it may end by chance
        network.run(120 * SECOND);
        connected(server, viewer);
      }
    }
  }

  @Test
  void aFullAgentControlsALiteOne() {
    AgentNetwork network = new AgentNetwork(1, 0.2, 50_000_000);
    End server = network.new End(new IceLiteAgent(ours, theirs, random), SERVER);
    End viewer = network.new End(viewer(false), HOME);
    viewer.agent.addRemoteCandidate(host(SERVER), 0);
    network.run(20 * SECOND);
    connected(server, viewer);
  }

  /** No candidate of the viewer is ever signalled: it shows up as a peer-reflexive one. */
  @Test
  void aViewerNobodyAnnouncedIsFound() {
    AgentNetwork network = new AgentNetwork(2, 0, 20_000_000);
    End server = network.new End(server(false), SERVER);
    End viewer = network.new End(viewer(true), HOME);
    network.run(5 * SECOND);
    assertThat(viewer.agent.selected()).isNull();
    viewer.agent.addRemoteCandidate(host(SERVER), network.now); // trickled
    network.run(7 * SECOND);
    connected(server, viewer);
  }

  @Test
  void theBestOfSeveralCandidatesIsNominated() {
    AgentNetwork network = new AgentNetwork(3, 0, 20_000_000);
    End server = network.new End(server(false), SERVER);
    End viewer = network.new End(viewer(true), HOME);
    viewer.agent.addRemoteCandidate(IceCandidate.udpHost(MOBILE, 0), 0); // leads nowhere
    viewer.agent.addRemoteCandidate(IceCandidate.udpHost(SERVER, 1), 0);
    network.run(3 * SECOND);
    connected(server, viewer);
  }

  /** The NAT in front of the viewer changes its address; nothing is signalled. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aViewerThatMovesIsFollowed(boolean lite) {
    for (int seed = 0; seed < 50; seed++) {
      AgentNetwork network = new AgentNetwork(seed, 0.05, 50_000_000);
      IceAgent agent =
          lite
              ? new IceLiteAgent(ours, theirs, random)
              : new IceFullAgent(ours, theirs, false, random);
      End server = network.new End(agent, SERVER);
      End viewer = network.new End(viewer(true), HOME);
      viewer.agent.addRemoteCandidate(host(SERVER), 0);
      network.run(10 * SECOND);
      connected(server, viewer);
      viewer.moveTo(MOBILE);
      nominate(network, viewer);
      network.run(network.now + 4 * SECOND);
      assertThat(server.agent.selected()).isEqualTo(MOBILE);
      assertThat(server.happened).contains(new IceOutput.PairSelected(MOBILE));
      network.run(network.now + 60 * SECOND);
      connected(server, viewer);
    }
  }

  /** What a browser does every few hundred milliseconds on the pair it uses. */
  private void nominate(AgentNetwork network, End viewer) {
    for (int i = 0; i < 5; i++) {
      byte[] id = new byte[12];
      random.nextBytes(id);
      network.send(
          StunBuilder.bindingRequest(id)
              .username(ours.ufrag() + ":" + theirs.ufrag())
              .priority(1)
              .iceControlling(-1)
              .useCandidate()
              .integrity(new StunIntegrity(ours.pwd()))
              .fingerprint()
              .build(),
          viewer.address,
          SERVER);
    }
  }

  /** Without any nomination too, once the old address is silent. */
  @Test
  void aViewerThatShowsUpElsewhereTakesOverWhenItsOldAddressIsSilent() {
    AgentNetwork network = new AgentNetwork(4, 0, 20_000_000);
    End server = network.new End(server(false), SERVER);
    End viewer = network.new End(viewer(true), HOME);
    viewer.agent.addRemoteCandidate(host(SERVER), 0);
    network.run(10 * SECOND);
    viewer.moveTo(MOBILE); // its consent checks go on, from there
    network.run(20 * SECOND);
    connected(server, viewer);
  }

  @Test
  void anotherPathDoesNotTakeOverWhileTheOneInUseAnswers() throws Exception {
    AgentNetwork network = new AgentNetwork(5, 0, 20_000_000);
    End server = network.new End(server(false), SERVER);
    End viewer = network.new End(viewer(true), HOME);
    End second = network.new End(new IceLiteAgent(theirs, ours, random), MOBILE);
    viewer.agent.addRemoteCandidate(host(SERVER), 0);
    network.run(3 * SECOND);
    server.agent.addRemoteCandidate(host(MOBILE), network.now); // answers our checks there
    network.run(10 * SECOND);
    assertThat(second.agent.counters().roleConflicts()).isPositive();
    connected(server, viewer);
  }

  /** ICE restart: new names, same pair, and media never loses its way. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aRestartChangesTheNamesAndNothingElse(boolean lite) throws Exception {
    AgentNetwork network = new AgentNetwork(6, 0.1, 50_000_000);
    IceAgent agent =
        lite
            ? new IceLiteAgent(ours, theirs, random)
            : new IceFullAgent(ours, theirs, false, random);
    End server = network.new End(agent, SERVER);
    End viewer = network.new End(viewer(true), HOME);
    viewer.agent.addRemoteCandidate(host(SERVER), 0);
    network.run(5 * SECOND);

    IceCredentials ourNew = IceCredentials.generate(random);
    IceCredentials theirNew = IceCredentials.generate(random);
    server.agent.restart(ourNew, theirNew, network.now);
    network.run(network.now + SECOND); // the answer is on its way; checks under the old names go on
    assertThat(server.agent.selected()).isEqualTo(HOME);
    viewer.agent.restart(theirNew, ourNew, network.now);
    viewer.agent.addRemoteCandidate(host(SERVER), network.now);
    viewer.moveTo(MOBILE); // the reason for most restarts
    assertThat(server.agent.selected()).isEqualTo(HOME);
    network.run(network.now + 10 * SECOND);
    connected(server, viewer);
    server.sent.clear();
    network.run(network.now + 60 * SECOND);
    for (byte[] sent : server.sent) {
      StunMessage message = StunCodec.parse(sent, 0, sent.length);
      if (message.isBindingRequest()) {
        assertThat(message.username()).contains(theirNew.ufrag() + ":" + ourNew.ufrag());
      }
    }
    long refused = server.agent.counters().unauthenticated();
    byte[] old = nomination(ours, theirs);
    server.agent.handle(old, 0, old.length, HOME, network.now);
    assertThat(server.agent.counters().unauthenticated()).isEqualTo(refused + 1);
  }

  private byte[] nomination(IceCredentials to, IceCredentials from) {
    byte[] id = new byte[12];
    random.nextBytes(id);
    return StunBuilder.bindingRequest(id)
        .username(to.ufrag() + ":" + from.ufrag())
        .priority(1)
        .iceControlling(-1)
        .useCandidate()
        .integrity(new StunIntegrity(to.pwd()))
        .fingerprint()
        .build();
  }

  /** Somebody recorded the viewer's nominations and sends them from his own address. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void replayedChecksMoveNothing(boolean lite) {
    AgentNetwork network = new AgentNetwork(7, 0, 10_000_000);
    IceAgent agent =
        lite
            ? new IceLiteAgent(ours, theirs, random)
            : new IceFullAgent(ours, theirs, false, random);
    End server = network.new End(agent, SERVER);
    End viewer = network.new End(viewer(true), HOME);
    viewer.agent.addRemoteCandidate(host(SERVER), 0);
    network.run(5 * SECOND);
    for (byte[] recorded : List.copyOf(viewer.sent)) {
      for (int i = 0; i < 3; i++) {
        network.send(recorded, MOBILE, SERVER);
        network.run(network.now + SECOND / 3);
      }
    }
    network.run(network.now + 40 * SECOND);
    connected(server, viewer);
    assertThat(server.happened).containsExactly(new IceOutput.PairSelected(HOME));
  }

  @Test
  void wrongIntegrityAndStrangersGetNoAnswer() {
    IceFullAgent agent = server(false);
    IceCredentials forged =
        new IceCredentials(ours.ufrag(), "a-wrong-password-with-24".replace('-', '+'));
    byte[] check = nomination(forged, theirs);
    agent.handle(check, 0, check.length, MOBILE, 0);
    byte[] other = nomination(ours, IceCredentials.generate(random));
    agent.handle(other, 0, other.length, MOBILE, 0);
    assertThat(agent.poll()).isInstanceOf(IceOutput.Timeout.class);
    assertThat(agent.knows(MOBILE)).isFalse();
    assertThat(agent.counters().unauthenticated()).isEqualTo(2);
  }

  /** An offer with a thousand candidates does not make us a weapon. */
  @Test
  void whatOneOfferCanHaveUsSendIsBounded() {
    IceFullAgent agent = server(false);
    for (int i = 0; i < 1000; i++) {
      agent.addRemoteCandidate(
          new IceCandidate(
              "1", false, i + 1, new InetSocketAddress("192.0.2.77", 1000 + i), "host", null),
          0);
    }
    Set<InetSocketAddress> hit = new HashSet<>();
    long now = 0;
    int sent = 0;
    while (now < 29 * SECOND) {
      IceOutput next = agent.poll();
      if (next instanceof IceOutput.Transmit transmit) {
        hit.add(transmit.to());
        sent++;
      } else if (next instanceof IceOutput.Timeout timeout) {
        now = Math.max(now, timeout.atNanos());
        agent.handleTimeout(now);
      }
    }
    assertThat(hit).hasSizeLessThanOrEqualTo(CheckList.MAX_PAIRS + 1);
    assertThat(sent).isLessThan(14 * CheckList.MAX_PAIRS);
  }

  @Test
  void withoutConsentItEnds() {
    AgentNetwork network = new AgentNetwork(8, 0, 10_000_000);
    End server = network.new End(server(false), SERVER);
    End viewer = network.new End(viewer(true), HOME);
    viewer.agent.addRemoteCandidate(host(SERVER), 0);
    network.run(5 * SECOND);
    connected(server, viewer);
    network.remove(viewer);
    network.run(28 * SECOND);
    assertThat(server.agent.selected()).isEqualTo(HOME);
    network.run(42 * SECOND);
    assertThat(server.agent.selected()).isNull();
    assertThat(server.happened).last().isInstanceOf(IceOutput.ConsentLost.class);
  }
}
