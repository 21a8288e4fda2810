/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.castbridge.sgw.control.Output.ControlMethod;
import org.castbridge.sgw.control.ServerMessage.CloseReason;
import org.castbridge.sgw.control.ServerMessage.PlayState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilmFlowTest {
  private final Viewer viewer = new Viewer().ready();

  @Test
  void aFilmOpensPlaysPausesAndCloses() {
    viewer.open();
    var invite = viewer.only(Output.Invite.class);
    assertThat(invite.contentId()).isEqualTo("harbour");
    assertThat(invite.sdp()).contains("m=application 9 TCP iptv_rtsp");
    viewer.feed(new Input.InviteReply("t1", SipStatus.of(180), null));
    viewer.feed(new Input.InviteReply("t1", SipStatus.of(200), Sdp.answer()));
    assertThat(viewer.only(Output.Connect.class).uri())
        .isEqualTo("rtsp://127.0.0.1:8554/cod/harbour");
    assertThat(viewer.control().method()).isEqualTo(ControlMethod.ALL_PARAMETERS);
    viewer.answer(0.0, null, 40.0);
    var answer = viewer.only(ServerMessage.Answer.class);
    assertThat(answer.re()).isEqualTo(viewer.lastId());
    assertThat(answer.session()).isEqualTo("t1");
    assertThat(answer.duration()).isEqualTo(40);
    assertThat(answer.answer()).doesNotContain("iptv_rtsp");

    viewer.say(new ClientMessage.Play(viewer.nextId(), "t1", null, null));
    assertThat(viewer.control().method()).isEqualTo(ControlMethod.PLAY);
    assertThat(viewer.control().rtspSession()).isEqualTo("s1");
    assertThat(viewer.control().position()).isNull();
    viewer.answer(0.0, 1.0, null);
    assertThat(viewer.only(ServerMessage.State.class))
        .isEqualTo(new ServerMessage.State(viewer.lastId(), "t1", PlayState.PLAYING, 0, 1, 40));
    viewer.take();

    viewer.say(new ClientMessage.Pause(viewer.nextId(), "t1")).answer(3.5, null, null);
    assertThat(viewer.only(ServerMessage.State.class))
        .isEqualTo(new ServerMessage.State(viewer.lastId(), "t1", PlayState.PAUSED, 3.5, 1, 40));
    viewer.take();

    viewer.say(new ClientMessage.Close(viewer.nextId(), "t1"));
    viewer.only(Output.Disconnect.class);
    viewer.only(Output.Bye.class);
    assertThat(viewer.all(ServerMessage.Closed.class)).isEmpty();
    viewer.feed(new Input.ByeReply("t1"));
    assertThat(viewer.only(ServerMessage.Closed.class))
        .isEqualTo(new ServerMessage.Closed(viewer.lastId(), "t1", CloseReason.USER));
    assertThat(viewer.session.sessions()).isZero();
  }

  @Test
  void seekingWhilePlayingIsAPlayFromThere() {
    play();
    viewer.say(new ClientMessage.Seek(viewer.nextId(), "t1", 12.5));
    assertThat(viewer.control().method()).isEqualTo(ControlMethod.PLAY);
    assertThat(viewer.control().position()).isEqualTo(12.5);
    viewer.answer(12.0, 1.0, null);
    assertThat(viewer.only(ServerMessage.State.class).position()).isEqualTo(12);
  }

  @Test
  void seekingWhilePausedIsKeptForTheNextPlay() {
    viewer.opened();
    viewer.say(new ClientMessage.Seek(viewer.nextId(), "t1", 20));
    assertThat(viewer.all(Output.Control.class)).isEmpty();
    assertThat(viewer.only(ServerMessage.State.class))
        .isEqualTo(new ServerMessage.State(viewer.lastId(), "t1", PlayState.PAUSED, 20, 1, 40));
    viewer.say(new ClientMessage.Play(viewer.nextId(), "t1", null, null));
    assertThat(viewer.control().position()).isEqualTo(20);
  }

  @Test
  void seekingWhilePausedBeyondTheEndIsRefused() {
    viewer.opened();
    viewer.say(new ClientMessage.Seek(viewer.nextId(), "t1", 41));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.BAD_RANGE);
  }

  @Test
  void draggingTheSeekBarSendsTheLastPositionOnly() {
    play();
    viewer.say(new ClientMessage.Seek(viewer.nextId(), "t1", 1));
    for (int i = 2; i <= 6; i++) {
      viewer.say(new ClientMessage.Seek(viewer.nextId(), "t1", i));
    }
    assertThat(viewer.all(Output.Control.class)).hasSize(1);
    viewer.answer(1.0, 1.0, null);
    assertThat(viewer.control().position()).isEqualTo(6);
    viewer.answer(6.0, 1.0, null);
    assertThat(viewer.all(ServerMessage.State.class)).hasSize(6);
  }

  @Test
  void rewindingEndsAtTheBeginning() {
    play();
    viewer.say(new ClientMessage.Play(viewer.nextId(), "t1", null, -4.0)).answer(3.0, -4.0, null);
    assertThat(viewer.only(ServerMessage.State.class).speed()).isEqualTo(-4);
    viewer.take();
    viewer.say(new ClientMessage.Position(viewer.nextId(), "t1"));
    assertThat(viewer.control().method()).isEqualTo(ControlMethod.ALL_PARAMETERS);
    viewer.feed(
        new Input.ControlReply(
            "t1",
            viewer.control().ticket(),
            200,
            0.0,
            1.0,
            40.0,
            java.util.List.of(),
            null,
            PlayState.PAUSED));
    assertThat(viewer.only(ServerMessage.State.class).state()).isEqualTo(PlayState.PAUSED);
  }

  @Test
  void aMcfOfOipfIsAskedForWhatItKnows() {
    viewer.open().feed(new Input.InviteReply("t1", SipStatus.of(200), Sdp.answer()));
    viewer.answer(451);
    viewer.only(ServerMessage.Answer.class);
    viewer.say(new ClientMessage.Position(viewer.nextId(), "t1"));
    assertThat(viewer.control().method()).isEqualTo(ControlMethod.PARAMETERS);
  }

  @Test
  void theEndIsToldAndPlayStartsAgain() {
    play();
    viewer.feed(new Input.ControlNotice("t1", 2101, 40.0));
    assertThat(viewer.only(ServerMessage.Ended.class)).isEqualTo(new ServerMessage.Ended("t1", 40));
    viewer.say(new ClientMessage.Play(viewer.nextId(), "t1", null, null));
    assertThat(viewer.control().position()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "457,BAD_RANGE", "451,UNSUPPORTED_SPEED", "455,WRONG_STATE", "405,WRONG_STATE",
    "404,UNKNOWN_CONTENT", "503,UNAVAILABLE", "453,BUSY", "502,UNAVAILABLE"
  })
  void aRefusedCommandLeavesTheFilmPlaying(int status, W2ErrorCode code) {
    play();
    viewer.say(new ClientMessage.Play(viewer.nextId(), "t1", 99.0, 2.0)).answer(status);
    assertThat(viewer.error().code()).isEqualTo(code);
    assertThat(viewer.error().upstream()).isEqualTo(new Refusal.Upstream("RTSP", status, null));
    viewer.take();
    viewer.say(new ClientMessage.Position(viewer.nextId(), "t1")).answer(5.0, null, 40.0);
    assertThat(viewer.only(ServerMessage.State.class).state()).isEqualTo(PlayState.PLAYING);
  }

  @Test
  void aSessionTheMcfForgotIsClosed() {
    play();
    viewer.say(new ClientMessage.Pause(viewer.nextId(), "t1")).answer(454);
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNKNOWN_SESSION);
    assertThat(viewer.only(ServerMessage.Closed.class).reason()).isEqualTo(CloseReason.GONE);
    viewer.only(Output.Bye.class);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "404,399,unknown film,-,UNKNOWN_CONTENT",
        "403,0,-,package,NOT_ENTITLED",
        "403,0,-,age,AGE_RESTRICTED",
        "403,0,-,payment,PAYMENT_REQUIRED",
        "403,399,identity is not yours,-,FORBIDDEN_IDENTITY",
        "402,0,-,-,PAYMENT_REQUIRED",
        "488,305,no common codec,-,NO_COMMON_CODEC",
        "488,304,no common codec,-,NO_COMMON_CODEC",
        "488,399,broken at a=setup:x,-,BAD_OFFER",
        "488,370,no bandwidth,-,BUSY",
        "401,0,-,-,NOT_REGISTERED",
        "408,0,-,-,UNAVAILABLE",
        "500,0,-,-,UNAVAILABLE",
        "503,0,-,-,UNAVAILABLE"
      })
  void aRefusedFilmSaysWhy(int status, int warn, String text, String cause, W2ErrorCode code) {
    viewer.open();
    viewer.feed(new Input.InviteReply("t1", new SipStatus(status, warn, text, cause, false), null));
    assertThat(viewer.error().code()).isEqualTo(code);
    assertThat(viewer.error().re()).isEqualTo(viewer.lastId());
    assertThat(viewer.error().message()).isEqualTo(code.sentence());
    assertThat(viewer.error().upstream()).isEqualTo(new Refusal.Upstream("SIP", status, text));
    assertThat(viewer.session.sessions()).isZero();
    assertThat(viewer.all(Output.Bye.class)).isEmpty();
  }

  @Test
  void theLineOfARefusedOfferIsNamed() {
    viewer.open();
    var status = new SipStatus(488, 399, "bad offer: a=setup:x", null, false);
    viewer.feed(new Input.InviteReply("t1", status, null));
    assertThat(viewer.error().field()).isEqualTo("a=setup:x");
  }

  @Test
  void anMdfWithoutRoomIsBusy() {
    viewer.open();
    var status = new SipStatus(503, 0, null, null, true);
    viewer.feed(new Input.InviteReply("t1", status, null));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.BUSY);
  }

  @Test
  void aBrokenOfferNeverReachesIms() {
    String offer = Sdp.offer().replace("m=audio 9", "m=audio nine");
    viewer.say(new ClientMessage.Open(viewer.nextId(), "harbour", offer));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.BAD_OFFER);
    assertThat(viewer.error().field()).contains("m=audio nine");
    assertThat(viewer.all(Output.Sip.class)).isEmpty();
    assertThat(viewer.session.sessions()).isZero();
  }

  @Test
  void aBrokenAnswerEndsTheDialogue() {
    viewer.open().feed(new Input.InviteReply("t1", SipStatus.of(200), "v=0\r\nrubbish"));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
    viewer.only(Output.Bye.class);
    viewer.feed(new Input.ByeReply("t1"));
    assertThat(viewer.session.sessions()).isZero();
  }

  @Test
  void anAnswerWithoutMediaIsNoCommonCodec() {
    String rejected =
        Sdp.answer().replace("m=video 20100", "m=video 0").replace("m=audio 20100", "m=audio 0");
    viewer.open().feed(new Input.InviteReply("t1", SipStatus.of(200), rejected));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.NO_COMMON_CODEC);
    viewer.only(Output.Bye.class);
  }

  @Test
  void aSilentCoreIsCancelledAndALateAnswerEnded() {
    viewer.open().pass(Duration.ofSeconds(21));
    viewer.only(Output.Cancel.class);
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
    viewer.feed(new Input.InviteReply("t1", SipStatus.of(200), Sdp.answer()));
    viewer.only(Output.Bye.class);
    assertThat(viewer.all(ServerMessage.Answer.class)).isEmpty();
    viewer.feed(new Input.ByeReply("t1"));
    assertThat(viewer.session.sessions()).isZero();
  }

  @Test
  void anAnswerLongAfterTheCancelIsEndedToo() {
    viewer.open().pass(Duration.ofSeconds(60));
    assertThat(viewer.session.sessions()).isZero();
    viewer.feed(new Input.InviteReply("t1", SipStatus.of(200), Sdp.answer()));
    viewer.only(Output.Bye.class);
  }

  @Test
  void aCancelledInviteIsOver() {
    viewer.open().pass(Duration.ofSeconds(21));
    viewer.feed(new Input.InviteReply("t1", SipStatus.of(487), null));
    assertThat(viewer.session.sessions()).isZero();
    assertThat(viewer.all(Output.Bye.class)).isEmpty();
  }

  @Test
  void byeFromTheNetworkIsTold() {
    play();
    viewer.say(new ClientMessage.Pause(viewer.nextId(), "t1"));
    viewer.feed(new Input.PeerBye("t1"));
    assertThat(viewer.only(ServerMessage.Closed.class).reason()).isEqualTo(CloseReason.GONE);
    assertThat(viewer.error().re()).isEqualTo(viewer.lastId());
    viewer.only(Output.Disconnect.class);
    assertThat(viewer.all(Output.Bye.class)).isEmpty();
    assertThat(viewer.session.sessions()).isZero();
  }

  @Test
  void byeAfterTheEndSaysEnded() {
    play();
    viewer.feed(new Input.ControlNotice("t1", 2101, 40.0)).feed(new Input.PeerBye("t1"));
    assertThat(viewer.only(ServerMessage.Closed.class).reason()).isEqualTo(CloseReason.ENDED);
  }

  @Test
  void anAnnouncedEndWaitsForTheByeButNotForEver() {
    play();
    viewer.feed(new Input.ControlNotice("t1", 5402, null));
    assertThat(viewer.only(ServerMessage.Closed.class).reason()).isEqualTo(CloseReason.GONE);
    assertThat(viewer.all(Output.Bye.class)).isEmpty();
    viewer.pass(Duration.ofSeconds(3));
    viewer.only(Output.Bye.class);
    viewer.feed(new Input.ByeReply("t1"));
    assertThat(viewer.session.sessions()).isZero();
  }

  @Test
  void aBrokenControlConnectionIsMadeAgain() {
    play();
    viewer.say(new ClientMessage.Pause(viewer.nextId(), "t1"));
    viewer.feed(new Input.ControlLost("t1"));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
    viewer.take();
    viewer.pass(Duration.ofSeconds(1));
    viewer.only(Output.Connect.class);
    viewer.answer(7.0, null, 40.0);
    assertThat(viewer.all(ServerMessage.Answer.class)).isEmpty();
    viewer.say(new ClientMessage.Pause(viewer.nextId(), "t1")).answer(8.0, null, null);
    assertThat(viewer.only(ServerMessage.State.class).state()).isEqualTo(PlayState.PAUSED);
  }

  @Test
  void anMcfThatStaysAwayEndsTheFilm() {
    play();
    for (int i = 0; i < 4; i++) {
      viewer.feed(new Input.ControlLost("t1")).pass(Duration.ofSeconds(3));
    }
    assertThat(viewer.only(ServerMessage.Closed.class).reason()).isEqualTo(CloseReason.NETWORK);
    viewer.only(Output.Bye.class);
  }

  @Test
  void anMcfThatNeverConnectsIsUnavailable() {
    viewer.open().feed(new Input.InviteReply("t1", SipStatus.of(200), Sdp.answer()));
    for (int i = 0; i < 4; i++) {
      viewer.feed(new Input.ControlLost("t1")).pass(Duration.ofSeconds(3));
    }
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
    assertThat(viewer.all(ServerMessage.Answer.class)).isEmpty();
    viewer.only(Output.Bye.class);
  }

  @Test
  void aRequestWithoutAnswerIsGivenUpAndTheConnectionChanged() {
    play();
    viewer.say(new ClientMessage.Pause(viewer.nextId(), "t1")).pass(Duration.ofSeconds(6));
    assertThat(viewer.error().upstream().status()).isEqualTo(408);
    viewer.only(Output.Disconnect.class);
    viewer.only(Output.Connect.class);
  }

  @Test
  void theControlSessionIsKeptAlive() {
    play();
    viewer.pass(Duration.ofSeconds(31));
    assertThat(viewer.control().method()).isEqualTo(ControlMethod.KEEP_ALIVE);
    viewer.answer(null, null, null).pass(Duration.ofSeconds(31));
    assertThat(viewer.all(Output.Control.class)).hasSize(2);
    assertThat(viewer.all(ServerMessage.class)).isEmpty();
  }

  @Test
  void tooManyFilmsAreRefusedAndTheOthersGoOn() {
    viewer.opened().open().open();
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.BUSY);
    viewer.say(new ClientMessage.Play(viewer.nextId(), "t1", null, null)).answer(0.0, 1.0, null);
    assertThat(viewer.only(ServerMessage.State.class).state()).isEqualTo(PlayState.PLAYING);
  }

  @Test
  void anUnknownSessionIsRefused() {
    viewer.say(new ClientMessage.Play(viewer.nextId(), "nope", null, null));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNKNOWN_SESSION);
    assertThat(viewer.error().field()).isEqualTo("session");
  }

  @Test
  void tooManyCommandsAtOnceAreRefused() {
    play();
    for (int i = 0; i < 18; i++) {
      viewer.say(new ClientMessage.Position(viewer.nextId(), "t1"));
    }
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.RATE_LIMITED);
  }

  private void play() {
    viewer.opened();
    viewer.say(new ClientMessage.Play(viewer.nextId(), "t1", null, null)).answer(0.0, 1.0, null);
    viewer.take();
  }
}
