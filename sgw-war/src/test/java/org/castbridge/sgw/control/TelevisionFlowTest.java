/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.castbridge.sgw.control.Output.ControlMethod;
import org.castbridge.sgw.control.ServerMessage.CloseReason;
import org.castbridge.sgw.control.ServerMessage.PlayState;
import org.castbridge.signalling.sdp.BroadcastService;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.xml.IptvCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelevisionFlowTest {
  private final Viewer viewer = new Viewer().ready();

  private long zap(String channel) {
    long id = viewer.nextId();
    viewer.say(new ClientMessage.Zap(id, "t1", channel));
    return id;
  }

  private Viewer changed(int ticket, int status, String sdp) {
    return viewer.feed(new Input.ChangeReply("t1", ticket, SipStatus.of(status), sdp));
  }

  private ServerMessage.State state() {
    return viewer.only(ServerMessage.State.class);
  }

  /** Pauses what is broadcast; no outputs kept. */
  private void shifted() {
    viewer.watching().say(new ClientMessage.Pause(viewer.nextId(), "t1"));
    changed(1, 200, Sdp.answer()).answer(1999.5, null, null).window(1999.5, 1000, 2001, false);
    viewer.take();
  }

  // ---- the list

  @Test
  void theChannelsAreFetchedAndTold() {
    long id = viewer.nextId();
    viewer.say(new ClientMessage.Channels(id));
    var fetch = viewer.only(Output.FetchChannels.class);
    assertThat(fetch.location()).isEqualTo(Viewer.LOCATION);
    assertThat(fetch.identity()).isEqualTo("sip:alice@ims.test");
    viewer.feed(new Input.ChannelsReply(200, List.of(Viewer.ONE, Viewer.GOLD)));
    assertThat(viewer.only(ServerMessage.Channels.class))
        .isEqualTo(new ServerMessage.Channels(id, List.of(Viewer.ONE, Viewer.GOLD)));
  }

  @Test
  void trouble() {
    viewer.say(new ClientMessage.Channels(viewer.nextId()));
    viewer.feed(new Input.ChannelsReply(503, null));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
    viewer.take();
    viewer.say(new ClientMessage.Channels(viewer.nextId())).pass(Duration.ofSeconds(11));
    assertThat(viewer.error().upstream()).isEqualTo(new Refusal.Upstream("HTTP", 504, null));
  }

  @Test
  void channelsAndFilmsAreAskedForApart() {
    viewer.say(new ClientMessage.Channels(viewer.nextId()));
    viewer.say(new ClientMessage.Catalogue(viewer.nextId()));
    viewer.feed(new Input.CatalogueReply(503, null));
    assertThat(viewer.all(ServerMessage.Error.class)).hasSize(1);
    viewer.feed(new Input.ChannelsReply(200, List.of()));
    viewer.only(ServerMessage.Channels.class);
  }

  // ---- watching

  @Test
  void aChannelOpensAndPlays() {
    viewer.watch();
    var invite = viewer.only(Output.Invite.class);
    assertThat(invite.contentId()).isNull();
    assertThat(invite.sdp())
        .contains("a=bc_service:one:ims.test", "a=bc_service_package:basic", "iptv_rtsp");
    viewer.feed(new Input.InviteReply("t1", SipStatus.of(200), Sdp.answer()));
    assertThat(viewer.control().channel()).isTrue();
    viewer.window(2000, 1000, 2000, true);
    var answer = viewer.only(ServerMessage.Answer.class);
    assertThat(answer.channel()).isEqualTo("one");
    assertThat(answer.contentId()).isNull();
    assertThat(answer.speeds()).containsExactly(-2.0, 1.0, 2.0);
    viewer.take();
    viewer.say(new ClientMessage.Position(viewer.nextId(), "t1")).window(2001, 1001, 2001, true);
    assertThat(state())
        .isEqualTo(
            new ServerMessage.State(
                viewer.lastId(),
                "t1",
                PlayState.PLAYING,
                2001,
                1,
                1000,
                new ServerMessage.Window("one", true, 1001, 2001)));
  }

  @Test
  void aBroadcastIsAlwaysPlaying() {
    viewer.watching().say(new ClientMessage.Play(viewer.nextId(), "t1", null, null));
    assertThat(viewer.control().method()).isEqualTo(ControlMethod.ALL_PARAMETERS);
    assertThat(viewer.all(Output.Change.class)).isEmpty();
  }

  @Test
  void anUnknownChannelIsRefused() {
    viewer.say(new ClientMessage.Watch(viewer.nextId(), "nothing", Sdp.offer()));
    viewer.feed(new Input.ChannelsReply(200, List.of(Viewer.ONE)));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNKNOWN_CONTENT);
    assertThat(viewer.error().message()).contains("channel");
    assertThat(viewer.session.sessions()).isZero();
  }

  @Test
  void aRefusedChannelIsToldInItsOwnWords() {
    viewer.watch();
    SipStatus notOwned = new SipStatus(403, 399, "not in a package", "package", false);
    viewer.feed(new Input.InviteReply("t1", notOwned, null));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.NOT_ENTITLED);
    assertThat(viewer.error().message()).contains("channel");
  }

  @Test
  void aFilmHasNoChannels() {
    viewer.opened();
    zap("two");
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.WRONG_STATE);
    viewer.take();
    viewer.say(new ClientMessage.Live(viewer.nextId(), "t1"));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.WRONG_STATE);
  }

  // ---- zapping

  @Test
  void aZapWithinThePackageIsOneReport() {
    viewer.watching();
    long id = zap("two");
    assertThat(viewer.only(Output.Report.class))
        .isEqualTo(new Output.Report("t1", 1, IptvCommand.switchTo("two:ims.test")));
    assertThat(viewer.all(Output.Change.class)).isEmpty();
    changed(1, 200, null).window(2000, 1500, 2000, true);
    assertThat(state().re()).isEqualTo(id);
    assertThat(state().window().channel()).isEqualTo("two");
    assertThat(state().state()).isEqualTo(PlayState.PLAYING);
  }

  @Test
  void aZapToAnotherPackageIsAnOffer() throws Exception {
    viewer.watching();
    zap("gold");
    var change = viewer.only(Output.Change.class);
    assertThat(change.command()).isNull();
    var sdp = SdpParser.parse(change.sdp());
    assertThat(BroadcastService.of(sdp)).contains(new BroadcastService("gold:ims.test", "premium"));
    assertThat(sdp.origin().orElseThrow().version()).isEqualTo("4");
    assertThat(change.sdp()).contains("a=ice-ufrag:abcd");
    String answer =
        Sdp.answer()
            .replace("mdf 1 1", "mdf 1 2")
            .replace("t=0 0\r\n", "t=0 0\r\na=bc_service:gold:ims.test\r\n");
    changed(1, 200, answer).window(2000, 1000, 2000, true);
    assertThat(viewer.all(ServerMessage.Error.class)).isEmpty();
    assertThat(state().window().channel()).isEqualTo("gold");
  }

  @ParameterizedTest
  @CsvSource({
    "403,package,NOT_ENTITLED",
    "403,age,AGE_RESTRICTED",
    "404,,UNKNOWN_CONTENT",
    "503,,UNAVAILABLE",
    "408,,UNAVAILABLE"
  })
  void aRefusedZapLeavesTheOldChannelPlaying(int status, String cause, W2ErrorCode code) {
    viewer.watching();
    zap("gold");
    viewer.feed(new Input.ChangeReply("t1", 1, new SipStatus(status, 0, null, cause, false), null));
    assertThat(viewer.error().code()).isEqualTo(code);
    assertThat(viewer.error().message()).doesNotContain("film");
    viewer.take();
    viewer.say(new ClientMessage.Position(viewer.nextId(), "t1")).window(2001, 1000, 2001, true);
    assertThat(state().window().channel()).isEqualTo("one");
  }

  @Test
  void holdingTheKeyDownSendsTheLastChannelOnly() {
    viewer.watching();
    zap("two");
    zap("gold");
    zap("one");
    zap("two");
    assertThat(viewer.all(Output.Report.class)).hasSize(1);
    changed(1, 200, null);
    assertThat(viewer.all(Output.Report.class)).as("two is there already").hasSize(1);
    viewer.window(2000, 1000, 2000, true).window(2000, 1000, 2000, true);
    assertThat(viewer.all(ServerMessage.State.class))
        .hasSize(4)
        .allMatch(state -> state.window().channel().equals("two"));
  }

  @Test
  void anUnknownChannelIsNotZappedTo() {
    viewer.watching();
    zap("nothing");
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNKNOWN_CONTENT);
    assertThat(viewer.error().field()).isEqualTo("channel");
    assertThat(viewer.all(Output.Sip.class)).isEmpty();
  }

  @Test
  void aZapWithoutAnswerIsGivenUp() {
    viewer.watching();
    zap("two");
    viewer.pass(Duration.ofSeconds(6));
    assertThat(viewer.error().upstream()).isEqualTo(new Refusal.Upstream("SIP", 408, null));
    viewer.take();
    changed(1, 200, null);
    assertThat(viewer.outputs).as("came after its time was up").isEmpty();
  }

  // ---- time shift

  @Test
  void pausingGoesOverToTimeShiftFirst() {
    viewer.watching().say(new ClientMessage.Pause(viewer.nextId(), "t1"));
    assertThat(viewer.only(Output.Change.class).command())
        .isEqualTo(IptvCommand.switchToTimeShift("one:ims.test", null));
    assertThat(viewer.all(Output.Control.class)).isEmpty();
    changed(1, 200, Sdp.answer().replace("timeout=60", "timeout=60;h-offset=1999.5"));
    assertThat(viewer.control().method()).isEqualTo(ControlMethod.PAUSE);
    viewer.answer(1999.5, null, null).window(1999.5, 1000, 2001, false);
    assertThat(state())
        .isEqualTo(
            new ServerMessage.State(
                viewer.lastId(),
                "t1",
                PlayState.PAUSED,
                1999.5,
                1,
                1001,
                new ServerMessage.Window("one", false, 1000, 2001)));
  }

  @Test
  void rewindingNamesTheMoment() {
    viewer.watching().say(new ClientMessage.Seek(viewer.nextId(), "t1", 1970.5));
    assertThat(viewer.only(Output.Change.class).command())
        .isEqualTo(IptvCommand.switchToTimeShift("one:ims.test", Instant.ofEpochMilli(1_970_500)));
    changed(1, 200, Sdp.answer());
    assertThat(viewer.control().method()).isEqualTo(ControlMethod.PLAY);
    assertThat(viewer.control().position()).isEqualTo(1970.5);
    assertThat(viewer.control().channel()).isTrue();
  }

  @Test
  void inTimeShiftItIsControlledByRtspAlone() {
    shifted();
    viewer.say(new ClientMessage.Play(viewer.nextId(), "t1", null, -2.0));
    assertThat(viewer.control().scale()).isEqualTo(-2);
    viewer.answer(1999.5, -2.0, null).window(1990, 1000, 2005, false);
    assertThat(state().speed()).isEqualTo(-2);
    assertThat(viewer.all(Output.Sip.class)).isEmpty();
    viewer.take();
    viewer.say(new ClientMessage.Seek(viewer.nextId(), "t1", 900));
    assertThat(viewer.control().position()).as("the MCF has the last word").isEqualTo(900);
  }

  @Test
  void fastForwardThatReachesTheEdgeIsLive() {
    shifted();
    viewer.say(new ClientMessage.Play(viewer.nextId(), "t1", null, 2.0));
    viewer.answer(2005.0, 2.0, null).window(2006, 1000, 2006, true);
    assertThat(state().speed()).isEqualTo(1);
    assertThat(state().window().live()).isTrue();
  }

  @Test
  void seekingOutsideTheRecordingWhilePausedIsRefused() {
    shifted();
    viewer.say(new ClientMessage.Seek(viewer.nextId(), "t1", 900));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.BAD_RANGE);
    assertThat(viewer.error().message()).contains("channel");
  }

  @Test
  void backToWhatIsBroadcast() {
    shifted();
    viewer.say(new ClientMessage.Live(viewer.nextId(), "t1"));
    assertThat(viewer.only(Output.Change.class).command())
        .isEqualTo(IptvCommand.switchToBroadcast("one:ims.test"));
    changed(2, 200, Sdp.answer()).window(2010, 1000, 2010, true);
    assertThat(state().state()).isEqualTo(PlayState.PLAYING);
    assertThat(state().window().live()).isTrue();
    viewer.take();
    viewer.say(new ClientMessage.Live(viewer.nextId(), "t1"));
    assertThat(viewer.all(Output.Change.class)).as("it is").isEmpty();
  }

  @Test
  void aZapLeadsOutOfTimeShift() {
    shifted();
    zap("two");
    var change = viewer.only(Output.Change.class);
    assertThat(change.command()).isEqualTo(IptvCommand.switchToBroadcast("two:ims.test"));
    assertThat(change.sdp()).contains("a=bc_service:two:ims.test");
    changed(2, 200, Sdp.answer()).window(2010, 1000, 2010, true);
    viewer.take();
    zap("one");
    viewer.only(Output.Report.class);
  }

  @Test
  void aChannelThatIsNotRecordedPlaysOn() {
    viewer.watching().say(new ClientMessage.Pause(viewer.nextId(), "t1"));
    SipStatus status = new SipStatus(488, 399, "not recorded", "not-recorded", false);
    viewer.feed(new Input.ChangeReply("t1", 1, status, null));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.NOT_RECORDED);
    viewer.take();
    viewer.say(new ClientMessage.Position(viewer.nextId(), "t1")).window(2001, 0, 0, true);
    assertThat(state().state()).isEqualTo(PlayState.PLAYING);
  }

  @Test
  void commandsWaitForTheChangeAndTheChangeForCommands() {
    viewer.watching().say(new ClientMessage.Pause(viewer.nextId(), "t1"));
    viewer.say(new ClientMessage.Play(viewer.nextId(), "t1", null, null));
    zap("two");
    assertThat(viewer.all(Output.Change.class)).hasSize(1);
    changed(1, 200, Sdp.answer());
    assertThat(viewer.control().method()).isEqualTo(ControlMethod.PAUSE);
    viewer.answer(1999.5, null, null).window(1999.5, 1000, 2001, false);
    assertThat(viewer.control().method()).isEqualTo(ControlMethod.PLAY);
    assertThat(viewer.all(Output.Change.class)).hasSize(1);
    viewer.answer(1999.5, 1.0, null).window(1999.6, 1000, 2001, false);
    assertThat(viewer.all(Output.Change.class)).hasSize(2);
  }

  @Test
  void anAnswerWithOtherMediaCannotBeUsed() {
    viewer.watching();
    zap("gold");
    changed(1, 200, Sdp.answer().replace("20100", "20101"));
    assertThat(viewer.error().code()).isEqualTo(W2ErrorCode.UNAVAILABLE);
    assertThat(viewer.error().upstream().warning()).contains("changed");
  }

  // ---- the end

  @Test
  void closingTellsWhoWaitsAndSaysBye() {
    viewer.watching();
    zap("two");
    zap("one");
    viewer.say(new ClientMessage.Close(viewer.nextId(), "t1"));
    assertThat(viewer.all(ServerMessage.Error.class))
        .hasSize(2)
        .allMatch(error -> error.code() == W2ErrorCode.UNKNOWN_SESSION);
    viewer.only(Output.Bye.class);
    viewer.feed(new Input.ByeReply("t1"));
    var closed = viewer.only(ServerMessage.Closed.class);
    assertThat(closed)
        .isEqualTo(new ServerMessage.Closed(viewer.lastId(), "t1", CloseReason.USER, true));
    assertThat(closed.sentence()).isEqualTo("You closed the channel.");
  }

  @Test
  void theNetworkMayEndIt() {
    viewer.watching();
    zap("two");
    viewer.feed(new Input.PeerBye("t1"));
    assertThat(viewer.only(ServerMessage.Closed.class).sentence())
        .isEqualTo("The service ended the channel.");
    viewer.take();
    changed(1, 200, null);
    assertThat(viewer.outputs).isEmpty();
  }
}
