/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.castbridge.mcf.Bench;
import org.castbridge.mcf.FakeMdf;
import org.castbridge.mcf.Offers;
import org.castbridge.mcf.session.Counters.Counter;
import org.castbridge.signalling.sdp.BroadcastService;
import org.castbridge.signalling.sdp.IptvRtsp;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;
import org.castbridge.signalling.xml.IptvCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BroadcastControlTest {
  private static final String SWITCH = "POST /mdf/xp/sessions/x1/switch";
  private static final String PLAY = "POST /mdf/xp/sessions/x1/play";
  private static final String STATE = "GET /mdf/xp/sessions/x1";
  private static final String ONE = Offers.channel("one:ims.test", "basic");

  private FakeMdf mdf;
  private Bench bench;
  private ControlledSession session;

  @BeforeEach
  void start() throws IOException, SetUpRefusal {
    mdf = new FakeMdf();
    mdf.reply(STATE, 200, FakeMdf.LIVE);
    bench = new Bench(mdf);
    session = bench.watching("one:ims.test");
  }

  @AfterEach
  void stop() {
    mdf.close();
  }

  private interface Change<T> {
    CompletableFuture<T> begin() throws SetUpRefusal;
  }

  private static <T> T done(Change<T> change) throws SetUpRefusal {
    try {
      return change.begin().orTimeout(10, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw SetUpRefusal.of(e);
    }
  }

  private void zap(String service) throws SetUpRefusal {
    done(() -> bench.control.broadcasts().zap(session, service));
  }

  private String change(String sdp, IptvCommand command) throws SetUpRefusal {
    return done(() -> bench.control.broadcasts().change(session, sdp, command));
  }

  private SetUpRefusal refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(SetUpRefusal.class, call);
  }

  @Test
  void televisionPlaysWithoutBeingAskedTo() throws Exception {
    assertThat(mdf.asked()).contains("GET /mdf/xp/channels/one").endsWith(PLAY);
    assertThat(mdf.body("POST /mdf/xp/sessions"))
        .contains("\"resource\":\"channel:one\"")
        .doesNotContain("bc_service");
    SessionDescription answer = SdpParser.parse(session.answer());
    assertThat(BroadcastService.of(answer)).contains(new BroadcastService("one:ims.test", "basic"));
    IptvRtsp control = IptvRtsp.of(answer).orElseThrow();
    assertThat(control.uri()).isEqualTo("rtsp://127.0.0.1:8554/bc");
    assertThat(control.offset()).isNull();
  }

  @Test
  void anUnknownChannelIsRefusedAndNothingStays() {
    SetUpRefusal e = refused(() -> bench.watching("nothing:ims.test"));
    assertThat(e.status()).isEqualTo(404);
    assertThat(bench.control.sessions().size()).isEqualTo(1);
    assertThat(refused(() -> bench.watching("../x")).status()).isEqualTo(404);
    assertThat(refused(() -> ContentOffer.parse(Offers.FILM).broadcast()).status()).isEqualTo(488);
  }

  @Test
  void aChannelThatDoesNotPlayIsRefusedAndReleased() {
    mdf.reply(PLAY, 503, "{\"error\":\"busy\"}");
    assertThat(refused(() -> bench.watching("one")).status()).isEqualTo(503);
    bench.control.shutDown().orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(mdf.asked()).contains("DELETE /mdf/xp/sessions/x1");
  }

  @Test
  void aZapSwitchesTheSourceAndNothingElse() throws Exception {
    zap("two:ims.test");
    assertThat(mdf.asked()).endsWith(SWITCH);
    assertThat(mdf.body(SWITCH)).isEqualTo("{\"resource\":\"channel:two\",\"position\":null}");
    assertThat(session.showing().orElseThrow().channelId()).isEqualTo("two");
    assertThat(session.answer())
        .contains("a=bc_service:two:ims.test", "a=bc_service_package:basic");
    assertThat(bench.control.counters().value(Counter.ZAPS)).isEqualTo(1);
  }

  @Test
  void aRefusedZapLeavesTheOldChannel() {
    mdf.reply(SWITCH, 404, "{\"error\":\"unknown-resource\",\"message\":\"no such channel\"}");
    assertThat(refused(() -> zap("two")).status()).isEqualTo(404);
    mdf.reply(SWITCH, 422, "{\"error\":\"no-common-codec\",\"message\":\"H265 is needed\"}");
    assertThat(refused(() -> zap("two")).warning("mcf")).hasToString("305 mcf \"H265 is needed\"");
    assertThat(session.showing().orElseThrow().channelId()).isEqualTo("one");
    assertThat(session.isEnded()).isFalse();
  }

  @Test
  void aSessionTheMdfHasLostEnds() {
    mdf.reply(SWITCH, 404, "{\"error\":\"unknown-session\",\"message\":\"gone\"}");
    assertThat(refused(() -> zap("two")).status()).isEqualTo(481);
    assertThat(session.isEnded()).isTrue();
    assertThat(bench.events).contains("BYE");
  }

  @Test
  void anotherPackageComesByAnOffer() throws Exception {
    String answer = change(Offers.channel("gold:ims.test", "premium"), null);
    assertThat(BroadcastService.of(SdpParser.parse(answer)))
        .contains(new BroadcastService("gold:ims.test", "premium"));
    assertThat(mdf.body(SWITCH)).contains("channel:gold");
    assertThat(SdpParser.parse(answer).origin().orElseThrow().version()).isEqualTo("2");
  }

  @Test
  void aRefreshChangesNothing() throws Exception {
    int before = mdf.asked().size();
    assertThat(change(ONE.replace("46117 2", "46117 3"), null)).isEqualTo(session.answer());
    assertThat(mdf.asked()).hasSize(before);
  }

  @Test
  void goesOverToTimeShiftAndBack() throws Exception {
    String shifted = change(ONE, IptvCommand.switchToTimeShift("one:ims.test", null));
    assertThat(IptvRtsp.of(SdpParser.parse(shifted)).orElseThrow().offset())
        .isEqualTo("1795378507.500");
    assertThat(session.showing().orElseThrow().timeShifted()).isTrue();
    assertThat(refused(() -> zap("two")).status()).isEqualTo(403);
    assertThat(refused(() -> change(Offers.channel("two", "basic"), null)).status()).isEqualTo(403);
    mdf.reply(SWITCH, 200, FakeMdf.LIVE.replace("playing", "paused"));
    String back = change(ONE, IptvCommand.switchToBroadcast("one:ims.test"));
    assertThat(IptvRtsp.of(SdpParser.parse(back)).orElseThrow().offset()).isNull();
    assertThat(mdf.body(SWITCH)).contains("channel:one");
    assertThat(mdf.asked()).as("goes on although it was paused").endsWith(PLAY);
    assertThat(session.showing().orElseThrow().timeShifted()).isFalse();
  }

  @Test
  void aChannelThatIsNotRecordedIsNotShifted() {
    mdf.reply(STATE, 200, FakeMdf.STATE);
    SetUpRefusal e =
        refused(() -> change(ONE, IptvCommand.switchToTimeShift("one:ims.test", null)));
    assertThat(e.status()).isEqualTo(488);
    assertThat(e.reason().orElseThrow().cause()).isEqualTo("not-recorded");
    assertThat(session.showing().orElseThrow().timeShifted()).isFalse();
  }

  @Test
  void otherMediaAndOtherCommandsAreRefused() {
    assertThat(refused(() -> change(ONE.replace("Zt9q", "Other"), null)).status()).isEqualTo(488);
    assertThat(refused(() -> change(ONE, IptvCommand.switchTo("two"))).status()).isEqualTo(403);
    assertThat(
            refused(
                    () -> {
                      ControlledSession film = bench.established();
                      done(() -> bench.control.broadcasts().change(film, Offers.FILM, null));
                    })
                .status())
        .isEqualTo(488);
  }
}
