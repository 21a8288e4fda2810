/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.castbridge.sgw.control.UserAgentSession.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationFlowTest {
  private final Viewer viewer = new Viewer();

  @Test
  void theChallengeIsRelayedAndTheDigestSentOn() {
    viewer.hello();
    assertThat(viewer.only(Output.Register.class))
        .isEqualTo(new Output.Register("alice@ims.test", 3600, null));
    viewer.feed(Viewer.challenged(Viewer.SHA, Viewer.MD5));
    var challenge = viewer.only(ServerMessage.Challenge.class);
    assertThat(challenge.re()).isEqualTo(1);
    assertThat(challenge.challenges()).containsExactly(Viewer.SHA, Viewer.MD5);
    assertThat(challenge.uri()).isEqualTo("sip:ims.test");
    assertThat(viewer.session.state()).isEqualTo(State.CHALLENGED);
    viewer.take();

    viewer.say(viewer.proof(Viewer.SHA));
    DigestResponse digest = viewer.only(Output.Register.class).digest();
    assertThat(digest.response()).hasSize(64);
    assertThat(digest.opaque()).isEqualTo("op");
    viewer.feed(Viewer.granted(3600));
    var registered = viewer.only(ServerMessage.Registered.class);
    assertThat(registered.re()).isEqualTo(2);
    assertThat(registered.impu()).isEqualTo("sip:alice@ims.test");
    assertThat(registered.expires()).isEqualTo(3600);
    assertThat(viewer.session.identity()).isEqualTo("sip:alice@ims.test");
    assertThat(viewer.only(Output.Subscribe.class).expires()).isEqualTo(3600);
    assertThat(viewer.session.state()).isEqualTo(State.DISCOVERING);
  }

  @Test
  void aWrongPasswordIsToldAndMayBeTriedAgain() {
    viewer.hello().feed(Viewer.challenged(Viewer.SHA));
    viewer.say(viewer.proof(Viewer.SHA)).feed(Viewer.challenged(Viewer.SHA));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.BAD_CREDENTIALS);
    assertThat(viewer.error().re()).isEqualTo(2);
    assertThat(viewer.error().upstream()).isEqualTo(new Refusal.Upstream("SIP", 401, null));
    assertThat(viewer.session.identity()).isNull();
    viewer.take();
    viewer.registered();
    assertThat(viewer.session.identity()).isEqualTo("sip:alice@ims.test");
  }

  @Test
  void guessingIsCutOff() {
    for (int i = 0; i < 10; i++) {
      assertThat(viewer.all(Output.CloseBrowser.class)).isEmpty();
      viewer.hello().feed(Viewer.challenged(Viewer.SHA));
      viewer.say(viewer.proof(Viewer.SHA)).feed(Viewer.refused(403));
    }
    assertThat(viewer.only(Output.CloseBrowser.class).code()).isEqualTo(1008);
    assertThat(viewer.session.state()).isEqualTo(State.FINISHED);
  }

  @Test
  void aStaleNonceIsChallengedAgain() {
    viewer.hello().feed(Viewer.challenged(Viewer.SHA)).say(viewer.proof(Viewer.SHA));
    viewer.take();
    var fresh = new DigestChallenge("SHA-256", "ims.test", "n2", "auth", null);
    viewer.feed(new Input.RegisterReply(SipStatus.of(401), List.of(fresh), true, 0, 0, List.of()));
    assertThat(viewer.only(ServerMessage.Challenge.class).challenges()).containsExactly(fresh);
  }

  @Test
  void aShortExpiryIsRaised() {
    viewer.hello();
    viewer.take();
    viewer.feed(new Input.RegisterReply(SipStatus.of(423), List.of(), false, 0, 7200, List.of()));
    assertThat(viewer.only(Output.Register.class).expires()).isEqualTo(7200);
  }

  @Test
  void aCoreThatAsksForNoProofRegistersNobody() {
    viewer.hello();
    viewer.take();
    viewer.feed(Viewer.granted(3600));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
    assertThat(viewer.only(Output.Register.class).expires()).isZero();
    assertThat(viewer.session.identity()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"403,BAD_CREDENTIALS", "404,BAD_CREDENTIALS", "503,UNAVAILABLE", "408,UNAVAILABLE"})
  void refusalsAreMapped(int status, W2ErrorCode code) {
    viewer.hello().feed(Viewer.refused(status));
    assertThat(viewer.error().code()).isEqualTo(code);
    assertThat(viewer.session.state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void aChallengeOfUnknownAlgorithmsOnlyIsUnavailable() {
    viewer.hello().feed(Viewer.challenged());
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
  }

  @Test
  void aCoreThatNeverAnswersIsUnavailable() {
    viewer.hello().pass(Duration.ofSeconds(36));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
    assertThat(viewer.error().upstream().status()).isEqualTo(408);
  }

  @Test
  void theRegistrationIsRefreshedByTheBrowser() {
    viewer.ready();
    keepAlive(Duration.ofSeconds(3000));
    assertThat(viewer.only(Output.Register.class).digest()).isNull();
    viewer.take();
    var fresh = new DigestChallenge("SHA-256", "ims.test", "n9", "auth", null);
    viewer.feed(Viewer.challenged(fresh));
    assertThat(viewer.only(ServerMessage.Challenge.class).re()).isNull();
    viewer.say(viewer.proof(fresh)).feed(Viewer.granted(3600));
    assertThat(viewer.only(ServerMessage.Registered.class).re()).isEqualTo(viewer.lastId());
    assertThat(viewer.all(Output.Subscribe.class)).isEmpty();
  }

  @Test
  void aRefreshNobodyProvesEndsAtTheExpiry() {
    viewer.ready().opened();
    keepAlive(Duration.ofSeconds(3000));
    viewer.feed(Viewer.challenged(Viewer.SHA));
    viewer.take();
    keepAlive(Duration.ofSeconds(601));
    assertThat(viewer.all(ServerMessage.Error.class))
        .extracting(ServerMessage.Error::code)
        .contains(W2ErrorCode.NOT_REGISTERED);
    assertThat(viewer.only(ServerMessage.Closed.class).reason())
        .isEqualTo(ServerMessage.CloseReason.NETWORK);
    assertThat(viewer.all(Output.Bye.class)).hasSize(1);
    assertThat(viewer.session.identity()).isNull();
  }

  private void keepAlive(Duration duration) {
    for (long s = 0; s < duration.toSeconds(); s += 4) {
      viewer.say(new ClientMessage.Ping(viewer.nextId()));
      viewer.pass(Duration.ofSeconds(4));
      for (Output.Control control : List.copyOf(viewer.all(Output.Control.class))) {
        viewer.feed(
            new Input.ControlReply(control.session(), control.ticket(), 200, null, null, null));
      }
      viewer.outputs.removeIf(RegistrationFlowTest::isHousekeeping);
    }
  }

  private static boolean isHousekeeping(Output output) {
    return output instanceof Output.Control
        || (output instanceof Output.ToBrowser m && m.message() instanceof ServerMessage.Pong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonce", "uri", "qop", "response"})
  void aProofOfSomethingElseIsRefused(String field) {
    viewer.hello().feed(Viewer.challenged(Viewer.SHA));
    viewer.take();
    DigestResponse d = viewer.proof(Viewer.SHA).digest();
    DigestResponse forged =
        new DigestResponse(
            d.algorithm(),
            d.realm(),
            field.equals("nonce") ? "other" : d.nonce(),
            field.equals("uri") ? "sip:elsewhere.test" : d.uri(),
            d.nc(),
            d.cnonce(),
            field.equals("response") ? "ab".repeat(16) : d.response(),
            field.equals("qop") ? null : d.qop(),
            null);
    viewer.say(new ClientMessage.Authenticate(viewer.nextId(), forged));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.BAD_MESSAGE);
    assertThat(viewer.error().field()).isEqualTo(field);
    assertThat(viewer.all(Output.Register.class)).isEmpty();
  }

  @Test
  void anotherUsersNameIsForbiddenOnceRegistered() {
    viewer.ready();
    viewer.say(new ClientMessage.Hello(viewer.nextId(), "bob@ims.test"));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.FORBIDDEN_IDENTITY);
    assertThat(viewer.all(Output.Register.class)).isEmpty();
    assertThat(viewer.session.identity()).isEqualTo("sip:alice@ims.test");
  }

  @Test
  void aForeignDomainIsRefused() {
    viewer.say(new ClientMessage.Hello(viewer.nextId(), "alice@evil.test"));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.BAD_CREDENTIALS);
    assertThat(viewer.all(Output.Register.class)).isEmpty();
  }

  @Test
  void messagesInTheWrongStateAreRefused() {
    viewer.say(viewer.proof(Viewer.SHA));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.WRONG_STATE);
    viewer.take();
    viewer.say(new ClientMessage.Catalogue(viewer.nextId()));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.NOT_REGISTERED);
    viewer.take();
    viewer.open();
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.NOT_REGISTERED);
    viewer.take();
    viewer.hello();
    viewer.hello();
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.WRONG_STATE);
  }
}
