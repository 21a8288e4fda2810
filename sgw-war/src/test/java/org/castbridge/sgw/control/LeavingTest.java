/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.castbridge.sgw.control.ServerMessage.CloseReason;
import org.castbridge.sgw.control.UserAgentSession.State;
import org.junit.jupiter.api.Test;

class LeavingTest {
  private final Viewer viewer = new Viewer();

  @Test
  void byeEndsFilmsThenSubscriptionThenRegistration() {
    viewer.ready().opened();
    viewer.say(new ClientMessage.Bye(viewer.nextId()));
    viewer.only(Output.Bye.class);
    assertThat(viewer.only(Output.Subscribe.class).expires()).isZero();
    assertThat(viewer.all(Output.Register.class)).isEmpty();
    viewer.feed(new Input.ByeReply("t1"));
    viewer.feed(new Input.ServiceAttachment(null, true)); // overtakes the 200
    viewer.feed(new Input.SubscribeReply(SipStatus.of(200), 0));
    assertThat(viewer.only(Output.Register.class).expires()).isZero();
    viewer.feed(Viewer.granted(0));
    assertThat(viewer.only(ServerMessage.Goodbye.class).re()).isEqualTo(viewer.lastId());
    assertThat(viewer.only(Output.CloseBrowser.class).code()).isEqualTo(1000);
    viewer.only(Output.Finished.class);
    assertThat(viewer.session.state()).isEqualTo(State.FINISHED);
  }

  @Test
  void aChallengedDeRegistrationIsProvedByTheBrowser() {
    leaveUpToRegister(true);
    var fresh = new DigestChallenge("SHA-256", "ims.test", "n7", "auth", null);
    viewer.feed(Viewer.challenged(fresh));
    viewer.only(ServerMessage.Challenge.class);
    viewer.say(viewer.proof(fresh));
    assertThat(viewer.all(Output.Register.class).get(1).digest().nonce()).isEqualTo("n7");
    viewer.feed(Viewer.granted(0));
    viewer.only(ServerMessage.Goodbye.class);
  }

  @Test
  void aBrowserThatIsGoneIsNotAsked() {
    leaveUpToRegister(false);
    viewer.feed(Viewer.challenged(Viewer.SHA));
    assertThat(viewer.all(ServerMessage.class)).isEmpty();
    viewer.only(Output.Finished.class);
  }

  private void leaveUpToRegister(boolean politely) {
    viewer.ready();
    if (politely) {
      viewer.say(new ClientMessage.Bye(viewer.nextId()));
    } else {
      viewer.feed(new Input.BrowserGone());
    }
    viewer.feed(new Input.SubscribeReply(SipStatus.of(200), 0));
    viewer.feed(new Input.ServiceAttachment(null, true));
    assertThat(viewer.only(Output.Register.class).expires()).isZero();
  }

  @Test
  void aNetworkThatDoesNotAnswerKeepsNobody() {
    viewer.ready().opened();
    viewer.feed(new Input.BrowserGone()).pass(Duration.ofSeconds(11));
    viewer.only(Output.Bye.class);
    assertThat(viewer.all(Output.Subscribe.class)).hasSize(1);
    assertThat(viewer.all(Output.Register.class)).hasSize(1);
    viewer.only(Output.Finished.class);
  }

  @Test
  void anInviteInFlightIsCancelled() {
    viewer.ready().open();
    viewer.feed(new Input.BrowserGone());
    viewer.only(Output.Cancel.class);
    viewer.feed(new Input.InviteReply("t1", SipStatus.of(200), Sdp.answer()));
    viewer.only(Output.Bye.class);
  }

  @Test
  void aSubscriptionUnderWayIsEndedWhenItStands() {
    viewer.registered();
    viewer.take();
    viewer.feed(new Input.BrowserGone());
    assertThat(viewer.all(Output.Sip.class)).isEmpty();
    viewer.feed(new Input.SubscribeReply(SipStatus.of(200), 3600));
    assertThat(viewer.only(Output.Subscribe.class).expires()).isZero();
    viewer.feed(new Input.ServiceAttachment(List.of(Viewer.LOCATION), false));
    viewer.feed(new Input.SubscribeReply(SipStatus.of(200), 0));
    assertThat(viewer.all(Output.Register.class)).isEmpty();
    viewer.feed(new Input.ServiceAttachment(null, true));
    assertThat(viewer.only(Output.Register.class).expires()).isZero();
  }

  @Test
  void aSubscriptionRefusedWhileLeavingIsNone() {
    viewer.registered();
    viewer.feed(new Input.BrowserGone());
    viewer.take();
    viewer.feed(new Input.SubscribeReply(SipStatus.of(503), 0));
    assertThat(viewer.only(Output.Register.class).expires()).isZero();
  }

  @Test
  void someoneNeverRegisteredJustGoes() {
    viewer.feed(new Input.BrowserGone());
    assertThat(viewer.take()).containsExactly(new Output.Finished());
  }

  @Test
  void theGatewaysEndIsTold() {
    viewer.ready().opened();
    viewer.feed(new Input.Shutdown());
    assertThat(viewer.only(ServerMessage.Closed.class).reason()).isEqualTo(CloseReason.SHUTDOWN);
    assertThat(viewer.only(Output.CloseBrowser.class).code()).isEqualTo(1001);
    viewer.only(Output.Bye.class);
  }

  @Test
  void anIdleConnectionIsClosed() {
    viewer.pass(Duration.ofSeconds(119));
    assertThat(viewer.take()).isEmpty();
    viewer.pass(Duration.ofSeconds(2));
    assertThat(viewer.only(Output.CloseBrowser.class).code()).isEqualTo(1001);
    viewer.only(Output.Finished.class);
  }

  @Test
  void aFloodIsWarnedThenCutOff() {
    for (int i = 0; i < 100; i++) {
      viewer.say(new ClientMessage.Ping(viewer.nextId()));
    }
    assertThat(viewer.all(ServerMessage.Error.class)).isEmpty();
    viewer.say(new ClientMessage.Ping(viewer.nextId()));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.RATE_LIMITED);
    for (int i = 0; i < 50; i++) {
      viewer.say(new ClientMessage.Ping(viewer.nextId()));
    }
    assertThat(viewer.only(Output.CloseBrowser.class).code()).isEqualTo(1008);
  }

  @Test
  void fiftyMessagesASecondAreFine() {
    for (int i = 0; i < 500; i++) {
      viewer.say(new ClientMessage.Ping(viewer.nextId())).pass(Duration.ofMillis(20));
    }
    assertThat(viewer.all(ServerMessage.Pong.class)).hasSize(500);
  }

  @Test
  void aHundredErrorsAreEnough() {
    for (int i = 0; i < 101; i++) {
      assertThat(viewer.all(Output.CloseBrowser.class)).isEmpty();
      viewer.feed(new Input.BadFrame(null, Refusal.of(W2ErrorCode.NOT_JSON)));
      viewer.pass(Duration.ofMillis(30));
    }
    assertThat(viewer.only(Output.CloseBrowser.class).code()).isEqualTo(1008);
  }

  @Test
  void aRepeatedIdIsRefused() {
    viewer.say(new ClientMessage.Ping(7)).say(new ClientMessage.Ping(7));
    assertThat(viewer.error().field()).isEqualTo("id");
  }

  /** Whatever order things come in: no exception, and after the browser has gone an end. */
  @Test
  void anyOrderOfEventsEnds() {
    Random random = new Random(20141017);
    for (int round = 0; round < 300; round++) {
      Viewer any = new Viewer();
      if (random.nextBoolean()) {
        any.ready();
      }
      for (int i = 0; i < 60; i++) {
        any.feed(something(any, random));
        any.pass(Duration.ofMillis(random.nextInt(3000)));
      }
      any.feed(new Input.BrowserGone()).pass(Duration.ofSeconds(60));
      assertThat(any.session.state()).as("round %d", round).isEqualTo(State.FINISHED);
      any.only(Output.Finished.class);
    }
  }

  private static Input something(Viewer viewer, Random random) {
    String token = "t" + (1 + random.nextInt(3));
    int[] statuses = {180, 200, 401, 403, 404, 408, 423, 487, 488, 503};
    SipStatus status = SipStatus.of(statuses[random.nextInt(statuses.length)]);
    List<DigestChallenge> challenges = random.nextBoolean() ? List.of(Viewer.SHA) : List.of();
    List<String> places = random.nextBoolean() ? List.of(Viewer.LOCATION) : null;
    return switch (random.nextInt(18)) {
      case 0 -> new Input.FromBrowser(new ClientMessage.Hello(viewer.nextId(), "alice@ims.test"));
      case 1 -> new Input.FromBrowser(viewer.proof(Viewer.SHA));
      case 2 -> new Input.FromBrowser(new ClientMessage.Catalogue(viewer.nextId()));
      case 3, 4 -> new Input.FromBrowser(new ClientMessage.Open(viewer.nextId(), "x", Sdp.offer()));
      case 5 -> new Input.FromBrowser(new ClientMessage.Play(viewer.nextId(), token, null, null));
      case 6 -> new Input.FromBrowser(new ClientMessage.Pause(viewer.nextId(), token));
      case 7 -> new Input.FromBrowser(new ClientMessage.Seek(viewer.nextId(), token, 3));
      case 8 -> new Input.FromBrowser(new ClientMessage.Close(viewer.nextId(), token));
      case 9 ->
          new Input.RegisterReply(status, challenges, random.nextBoolean(), 60, 90, List.of());
      case 10 -> new Input.SubscribeReply(status, 60);
      case 11 -> new Input.ServiceAttachment(places, random.nextInt(4) == 0);
      case 12 -> new Input.InviteReply(token, status, Sdp.answer());
      case 13 -> new Input.ByeReply(token);
      case 14 -> random.nextInt(4) == 0 ? new Input.PeerBye(token) : new Input.ControlLost(token);
      case 15 -> new Input.ControlNotice(token, random.nextBoolean() ? 2101 : 5402, null);
      case 16 -> new Input.CatalogueReply(status.code(), null);
      default ->
          new Input.ControlReply(
              token, 1 + random.nextInt(8), status.code(), 1.0, 1.0, random.nextDouble() * 90);
    };
  }
}
