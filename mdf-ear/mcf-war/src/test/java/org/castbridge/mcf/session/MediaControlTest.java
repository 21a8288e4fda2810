/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.castbridge.mcf.Bench;
import org.castbridge.mcf.FakeMdf;
import org.castbridge.mcf.session.Counters.Counter;
import org.castbridge.mcf.xp.XpEvent;
import org.castbridge.signalling.rtsp.Notice;
import org.castbridge.signalling.sdp.IptvRtsp;
import org.castbridge.signalling.sdp.SdpParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MediaControlTest {
  private static final String CREATE = "POST /mdf/xp/sessions";
  private static final String DELETE = "DELETE /mdf/xp/sessions/x1";

  private FakeMdf mdf;
  private Bench bench;
  private final List<Notice> notices = new ArrayList<>();
  private final ControlPeer peer = (session, notice, position) -> notices.add(notice);

  @BeforeEach
  void start() throws IOException {
    mdf = new FakeMdf();
    bench = new Bench(mdf);
  }

  @AfterEach
  void stop() {
    mdf.close();
  }

  private void awaitReleases() {
    bench.control.shutDown().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void anAnswerTellsHowToControlTheFilm() throws Exception {
    ControlledSession session = bench.open("harbour");
    String answer = bench.setUp(session);
    IptvRtsp control = IptvRtsp.of(SdpParser.parse(answer)).orElseThrow();
    assertThat(control.uri()).isEqualTo("rtsp://127.0.0.1:8554/cod/harbour");
    assertThat(control.session()).isEqualTo(session.id());
    assertThat(control.timeout()).isEqualTo(60);
    assertThat(session.answer()).isEqualTo(answer);
    assertThat(session.duration()).isEqualTo(40.0);
    assertThat(bench.control.sessions().find(session.id())).contains(session);
    assertThat(mdf.body(CREATE))
        .contains(
            "\"correlation\":\"" + session.id() + "\"",
            "xp-events/" + session.id(),
            "candidate:1 1 udp");
  }

  @Test
  void sessionIdsAreNotToBeGuessed() throws SetUpRefusal {
    assertThat(bench.open("harbour").id()).hasSize(24).isNotEqualTo(bench.open("harbour").id());
  }

  @Test
  void anUnknownFilmIsRefusedAndNothingStays() throws SetUpRefusal {
    ControlledSession session = bench.open("nothing");
    SetUpRefusal e = catchThrowableOfType(SetUpRefusal.class, () -> bench.setUp(session));
    assertThat(e.status()).isEqualTo(404);
    assertThat(session.isEnded()).isTrue();
    assertThat(bench.control.sessions().size()).isZero();
    assertThat(bench.events).containsExactly("ended SET_UP_FAILED");
  }

  @Test
  void refusalsOfTheMdfAreRelayed() throws SetUpRefusal {
    mdf.reply(
        CREATE,
        400,
        "{\"error\":\"bad-offer\",\"message\":\"no rtcp-mux\",\"line\":\"m=audio 9 X 1\"}");
    SetUpRefusal e =
        catchThrowableOfType(SetUpRefusal.class, () -> bench.setUp(bench.open("harbour")));
    assertThat(e.status()).isEqualTo(488);
    assertThat(e.warning("mcf")).hasToString("399 mcf \"no rtcp-mux: m=audio 9 X 1\"");
    mdf.reply(CREATE, 422, "{\"error\":\"no-common-codec\",\"message\":\"H264 is needed\"}");
    e = catchThrowableOfType(SetUpRefusal.class, () -> bench.setUp(bench.open("harbour")));
    assertThat(e.warning("mcf")).hasToString("305 mcf \"H264 is needed\"");
    assertThat(bench.control.counters().value(Counter.SESSIONS_REFUSED)).isEqualTo(2);
  }

  @Test
  void aDeadMdfIsUnavailable() throws SetUpRefusal {
    mdf.close();
    SetUpRefusal e =
        catchThrowableOfType(SetUpRefusal.class, () -> bench.setUp(bench.open("harbour")));
    assertThat(e.status()).isEqualTo(503);
    assertThat(e.retryAfter()).isPresent();
  }

  @Test
  void theNextBestIsTakenWhereOneFails() throws Exception {
    try (FakeMdf second = new FakeMdf()) {
      mdf.reply(CREATE, 503, "{\"error\":\"busy\"}");
      second.status(0.9, true);
      Bench two = new Bench(mdf, second);
      ControlledSession session = two.open("harbour");
      two.setUp(session);
      assertThat(session.mdfSession().orElseThrow().getPort()).isEqualTo(second.base().getPort());
      assertThat(two.events).containsExactly("failed BUSY", "answered");
    }
  }

  @Test
  void aUselessAnswerIsReleased() throws SetUpRefusal {
    mdf.reply(CREATE, 201, "{\"id\":\"x1\",\"answer\":\"v=0\",\"durationMs\":1}");
    SetUpRefusal e =
        catchThrowableOfType(SetUpRefusal.class, () -> bench.setUp(bench.open("harbour")));
    assertThat(e.status()).isEqualTo(500);
    awaitReleases();
    assertThat(mdf.asked()).contains(DELETE);
  }

  @Test
  void whatIsCancelledDuringSetUpIsReleased() throws SetUpRefusal {
    ControlledSession session = bench.open("harbour");
    CompletableFuture<String> answer = bench.control.setUp(session, null);
    bench.control.end(session, EndReason.CANCELLED);
    assertThat(
            answer
                .handle((text, thrown) -> thrown == null ? 0 : SetUpRefusal.of(thrown).status())
                .join())
        .isEqualTo(500);
    awaitReleases();
    long created = mdf.asked().stream().filter(CREATE::equals).count();
    long deleted = mdf.asked().stream().filter(DELETE::equals).count();
    assertThat(deleted).isEqualTo(created);
    assertThat(bench.events).doesNotContain("BYE").contains("ended CANCELLED");
    assertThat(bench.control.sessions().size()).isZero();
  }

  @Test
  void byeFreesEverythingAndIsNotAnsweredWithBye() throws SetUpRefusal {
    ControlledSession session = bench.established();
    session.heard(peer, bench.control.now());
    bench.control.end(session, EndReason.BYE_RECEIVED);
    bench.control.end(session, EndReason.BYE_RECEIVED);
    awaitReleases();
    assertThat(mdf.asked()).containsOnlyOnce(DELETE);
    assertThat(notices).isEmpty();
    assertThat(bench.events).containsExactly("answered", "ended BYE_RECEIVED");
    assertThat(session.mdfSession()).isEmpty();
  }

  @Test
  void theEndOfTheFilmIsAnnouncedAndTheSessionStays() throws SetUpRefusal {
    ControlledSession session = bench.established();
    session.heard(peer, bench.control.now());
    bench.control.report(session, new XpEvent("x1", XpEvent.Kind.END_OF_STREAM, 40, ""));
    bench.control.report(session, new XpEvent("x1", XpEvent.Kind.CONNECTED, 0, ""));
    assertThat(notices).containsExactly(Notice.END_OF_STREAM);
    assertThat(session.isEnded()).isFalse();
  }

  @Test
  void aLostPeerEndsTheSessionUpstream() throws SetUpRefusal {
    ControlledSession session = bench.established();
    session.heard(peer, bench.control.now());
    bench.control.report(session, new XpEvent("x1", XpEvent.Kind.PEER_GONE, 3, "consent"));
    assertThat(notices).containsExactly(Notice.SESSION_TERMINATED);
    assertThat(bench.events).containsExactly("answered", "BYE", "ended MDF_ENDED");
    assertThat(bench.control.counters().value(Counter.ENDED_BY_MDF)).isEqualTo(1);
  }

  @Test
  void reportsOfOtherSessionsAreTold() throws SetUpRefusal {
    ControlledSession session = bench.established();
    assertThat(bench.control.isFrom(session, new XpEvent("x1", XpEvent.Kind.CLOSED, 0, "")))
        .isTrue();
    assertThat(bench.control.isFrom(session, new XpEvent("x2", XpEvent.Kind.CLOSED, 0, "")))
        .isFalse();
  }

  @Test
  void silenceEndsASession() throws SetUpRefusal {
    ControlledSession session = bench.established();
    bench.pass(Duration.ofSeconds(59));
    bench.control.expire();
    session.heard(peer, bench.control.now());
    bench.pass(Duration.ofSeconds(60));
    bench.control.expire();
    assertThat(session.isEnded()).isFalse();
    bench.pass(Duration.ofSeconds(1));
    bench.control.expire();
    assertThat(session.isEnded()).isTrue();
    assertThat(bench.events).contains("BYE", "ended NO_SIGN_OF_LIFE");
    assertThat(bench.control.counters().value(Counter.ENDED_BY_TIMEOUT)).isEqualTo(1);
  }

  @Test
  void aLostAckEndsASessionWhateverComesOnXc() throws SetUpRefusal {
    ControlledSession session = bench.open("harbour");
    bench.setUp(session);
    bench.pass(Duration.ofSeconds(39));
    session.heard(peer, bench.control.now());
    bench.pass(Duration.ofSeconds(2));
    bench.control.expire();
    assertThat(bench.events).contains("BYE", "ended NO_ACK");
  }

  @Test
  void aSetUpThatNeverEndsIsGivenUp() throws SetUpRefusal {
    ControlledSession session = bench.open("harbour");
    bench.pass(Duration.ofSeconds(61));
    bench.control.expire();
    assertThat(session.isEnded()).isTrue();
    assertThat(bench.events).containsExactly("ended SET_UP_FAILED");
  }

  @Test
  void shutDownEndsAll() throws SetUpRefusal {
    bench.established();
    bench.established();
    awaitReleases();
    assertThat(bench.control.sessions().size()).isZero();
    assertThat(bench.events).contains("BYE", "ended SHUTDOWN");
    assertThat(mdf.asked().stream().filter(DELETE::equals)).hasSize(2);
  }

  @Test
  void anMdfThatDoesNotReleaseIsTold() throws SetUpRefusal {
    ControlledSession session = bench.established();
    mdf.reply(DELETE, 500, "");
    bench.control.end(session, EndReason.BYE_RECEIVED);
    awaitReleases();
    assertThat(bench.events).contains("not released BAD_REPLY");
  }

  @Test
  void describesFilms() {
    assertThat(bench.control.describe("harbour").join().orElseThrow().videoCodec())
        .isEqualTo("H264");
    assertThat(bench.control.describe("nothing").join()).isEmpty();
  }
}
