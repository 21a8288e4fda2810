/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaException.Kind;
import org.castbridge.mdf.rar.SessionEvent;
import org.castbridge.mdf.rar.SessionHandle;
import org.castbridge.mdf.rar.SessionSpec;
import org.castbridge.mdf.rar.figures.DeliveryFigures;
import org.castbridge.mdf.rar.figures.SessionFigures;
import org.castbridge.media.dtls.DtlsIdentity;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.Programme;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunClass;
import org.castbridge.media.stun.StunCodec;
import org.castbridge.media.stun.StunMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole shell on real sockets against a synthetic viewer. */
class MediaDeliveryTest {
  private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
  private MediaDelivery delivery;

  private void start(boolean epoll, boolean segmentation, int maxSessions) throws Exception {
    InetAddress local = InetAddress.getLoopbackAddress();
    delivery =
        new MediaDelivery(
            new DeliverySettings(
                local, List.of(), 0, 0, 2, maxSessions, 4, epoll, segmentation, false, false),
            events::add);
    delivery.start();
  }

  @AfterEach
  void stop() {
    if (delivery != null) {
      delivery.stop();
    }
  }

  private SessionEvent event() throws InterruptedException {
    SessionEvent event = events.poll(20, TimeUnit.SECONDS);
    assertThat(event).as("an event").isNotNull();
    return event;
  }

  private SessionHandle session(SyntheticViewer viewer, SyntheticFilm film) throws MediaException {
    SessionHandle handle =
        delivery.create(new SessionSpec(viewer.offer(), new Programme.Film(film), "c1"));
    viewer.answered(handle.answer());
    return handle;
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,false"})
  void aFilmReachesTheViewerByteForByte(boolean epoll, boolean segmentation) throws Exception {
    start(epoll, segmentation, 10);
    SyntheticFilm film = new SyntheticFilm(2);
    try (SyntheticViewer viewer = new SyntheticViewer()) {
      SessionHandle handle = session(viewer, film);
      assertThat(handle.play(0L, 1.0).connected()).isFalse();
      viewer.connect();
      assertThat(event().kind()).isEqualTo(SessionEvent.Kind.CONNECTED);
      SessionEvent end = event();
      assertThat(end.kind()).isEqualTo(SessionEvent.Kind.END_OF_STREAM);
      assertThat(end.correlation()).isEqualTo("c1");
      assertThat(handle.state().phase()).isEqualTo(PlayoutState.Phase.ENDED);

      List<SyntheticViewer.Rtp> packets = new ArrayList<>();
      viewer.media.drainTo(packets);
      List<byte[]> sounds =
          packets.stream().filter(p -> p.payloadType() == 111).map(p -> p.payload()).toList();
      assertThat(sounds).hasSizeBetween(98, 100);
      for (int i = 0; i < sounds.size(); i++) {
        assertThat(sounds.get(i)).as("audio packet %d", i).isEqualTo(SyntheticFilm.audio(i));
      }
      assertThat(packets.stream().filter(p -> p.payloadType() == 96 && p.marker()).count())
          .isEqualTo(50);
      assertThat(packets.stream().filter(p -> p.payloadType() == 96).count()).isEqualTo(200);
      assertThat(viewer.unreadable).hasValue(0);
      assertThat(viewer.consentChecks.get()).isPositive();
      assertThat(viewer.rtcp.get()).isPositive();
      if (segmentation && delivery.transport().contains("segmentation")) {
        assertThat(delivery.counters().sends())
            .isLessThan(delivery.counters().datagramsOut() * 3 / 4);
      }

      assertFiguresOf(handle);

      viewer.goodbye();
      assertThat(event().kind()).isEqualTo(SessionEvent.Kind.PEER_GONE);
      assertThat(film.closed).isTrue();
      assertThatThrownBy(handle::state)
          .satisfies(e -> assertThat(((MediaException) e).kind()).isEqualTo(Kind.GONE));
      assertThat(delivery.load().sessions()).isZero();
    }
  }

  private void assertFiguresOf(SessionHandle handle) throws MediaException {
    DeliveryFigures figures = delivery.figures().snapshot(10);
    assertThat(figures.sessions()).hasSize(1);
    SessionFigures session = figures.sessions().get(0);
    assertThat(session.id()).isEqualTo(handle.id());
    assertThat(session.rendition().index()).isZero();
    assertThat(session.rendition().video().width()).isPositive();
    assertThat(session.rendition().switches()).isZero();
    // the only session: the whole is its own, and a wake-up serves one picture or a few
    assertThat(session.lateness().counts()).hasSameSizeAs(figures.lateness().counts());
    assertThat(LongStream.of(session.lateness().counts()).sum())
        .isBetween(10L, LongStream.of(figures.lateness().counts()).sum());
  }

  @Test
  void aLostPacketIsRepeatedOnRequest() throws Exception {
    start(true, true, 10);
    try (SyntheticViewer viewer = new SyntheticViewer()) {
      SessionHandle handle = session(viewer, new SyntheticFilm(5));
      handle.play(0L, 1.0);
      viewer.connect();
      SyntheticViewer.Rtp lost = viewer.media.poll(10, TimeUnit.SECONDS);
      while (lost.payloadType() != 96) {
        lost = viewer.media.poll(10, TimeUnit.SECONDS);
      }
      viewer.sendRtcp(nack(lost));
      SyntheticViewer.Rtp repeated = viewer.media.poll(10, TimeUnit.SECONDS);
      while (repeated.payloadType() != 97) {
        repeated = viewer.media.poll(10, TimeUnit.SECONDS);
      }
      assertThat((repeated.payload()[0] & 0xFF) << 8 | repeated.payload()[1] & 0xFF)
          .isEqualTo(lost.sequence());
      handle.close();
      assertThat(viewer.hearsGoodbye()).isTrue();
      assertThat(event().kind()).isEqualTo(SessionEvent.Kind.CONNECTED);
      assertThat(event().kind()).isEqualTo(SessionEvent.Kind.CLOSED);
    }
  }

  /** RFC 4585 section 6.2.1. */
  private static byte[] nack(SyntheticViewer.Rtp lost) {
    int[] words = {0x81CD0003, 1, lost.ssrc(), lost.sequence() << 16};
    byte[] b = new byte[16];
    for (int i = 0; i < 16; i++) {
      b[i] = (byte) (words[i / 4] >>> 24 - 8 * (i % 4));
    }
    return b;
  }

  @Test
  void aForeignCertificateFailsTheSession() throws Exception {
    start(true, true, 10);
    SyntheticFilm film = new SyntheticFilm(2);
    try (SyntheticViewer viewer = new SyntheticViewer()) {
      String offer = viewer.offer(DtlsIdentity.create().fingerprint());
      SessionHandle handle =
          delivery.create(new SessionSpec(offer, new Programme.Film(film), null));
      viewer.answered(handle.answer());
      handle.play(0L, 1.0);
      assertThatThrownBy(viewer::connect).hasMessageContaining("bad_certificate");
      assertThat(event().kind()).isEqualTo(SessionEvent.Kind.FAILED);
      assertThat(viewer.media).isEmpty();
      assertThat(film.closed).isTrue();
      assertThat(delivery.counters().handshakesFailed()).isEqualTo(1);
    }
  }

  @Test
  void strangersGetNoAnswerAndDisturbNobody() throws Exception {
    start(true, true, 10);
    try (SyntheticViewer viewer = new SyntheticViewer();
        DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      SessionHandle handle = session(viewer, new SyntheticFilm(5));
      handle.play(0L, 1.0);
      viewer.connect();
      Random random = new Random(7983);
      for (int i = 0; i < 3_000; i++) {
        byte[] b = new byte[random.nextInt(200)];
        random.nextBytes(b);
        if (i % 4 == 0) {
          b =
              StunBuilder.bindingRequest(new byte[12])
                  .username("nobody:here")
                  .fingerprint()
                  .build();
        }
        stranger.send(new DatagramPacket(b, b.length, viewer.server()));
      }
      stranger.setSoTimeout(300);
      assertThatThrownBy(() -> stranger.receive(new DatagramPacket(new byte[2048], 2048)))
          .isInstanceOf(SocketTimeoutException.class);
      viewer.media.clear();
      assertThat(viewer.media.poll(5, TimeUnit.SECONDS)).as("the film goes on").isNotNull();
      assertThat(viewer.check()).as("so do checks").isNotNull();
      DeliveryCounters c = delivery.counters();
      assertThat(c.dropped(DropReason.STUN_STRANGER)).isPositive();
      assertThat(c.dropped(DropReason.UNKNOWN_PEER)).isPositive();
      assertThat(c.dropped(DropReason.NOT_OURS)).isPositive();
    }
  }

  @Test
  void oneSessionTooManyIsRefused() throws Exception {
    start(true, true, 1);
    try (SyntheticViewer viewer = new SyntheticViewer()) {
      SessionHandle first = session(viewer, new SyntheticFilm(2));
      assertThat(delivery.load().accepting()).isFalse();
      SyntheticFilm film = new SyntheticFilm(2);
      assertThatThrownBy(
              () ->
                  delivery.create(new SessionSpec(viewer.offer(), new Programme.Film(film), null)))
          .satisfies(e -> assertThat(((MediaException) e).kind()).isEqualTo(Kind.BUSY));
      assertThat(film.closed).isTrue();
      first.close();
      assertThat(event().kind()).isEqualTo(SessionEvent.Kind.CLOSED);
      session(viewer, new SyntheticFilm(2));
    }
  }

  @Test
  void aBrokenOfferLeavesNothingBehind() throws Exception {
    start(true, true, 1);
    for (int i = 0; i < 3; i++) {
      SyntheticFilm film = new SyntheticFilm(2);
      assertThatThrownBy(
              () ->
                  delivery.create(
                      new SessionSpec("v=0\r\nnonsense", new Programme.Film(film), null)))
          .satisfies(e -> assertThat(((MediaException) e).kind()).isEqualTo(Kind.BAD_OFFER));
      assertThat(film.closed).isTrue();
    }
    assertThat(delivery.load().sessions()).isZero();
    assertThat(delivery.counters().sessionsRefused()).isEqualTo(3);
  }

  @Test
  void commandsOutOfReachAreRefusedAndThePlayGoesOn() throws Exception {
    start(true, true, 1);
    try (SyntheticViewer viewer = new SyntheticViewer()) {
      SessionHandle handle = session(viewer, new SyntheticFilm(3));
      handle.play(0L, 1.0);
      viewer.connect();
      assertThatThrownBy(() -> handle.play(99_000_000L, 1.0))
          .satisfies(e -> assertThat(((MediaException) e).kind()).isEqualTo(Kind.BAD_RANGE));
      assertThatThrownBy(() -> handle.play(null, 2.5))
          .satisfies(
              e -> assertThat(((MediaException) e).kind()).isEqualTo(Kind.UNSUPPORTED_SCALE));
      assertThat(handle.state().phase()).isEqualTo(PlayoutState.Phase.PLAYING);
      assertThat(handle.pause().phase()).isEqualTo(PlayoutState.Phase.PAUSED);
    }
  }

  @Test
  void theStunServerAnswersOnItsOwnPort() throws Exception {
    start(true, true, 1);
    try (DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      client.setSoTimeout(5_000);
      byte[] request = StunBuilder.bindingRequest(new byte[12]).build();
      client.send(new DatagramPacket(request, request.length, delivery.stunAddress()));
      DatagramPacket answer = new DatagramPacket(new byte[500], 500);
      client.receive(answer);
      StunMessage m = StunCodec.parse(answer.getData(), 0, answer.getLength());
      assertThat(m.messageClass()).isEqualTo(StunClass.SUCCESS);
      assertThat(m.xorMappedAddress())
          .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), client.getLocalPort()));
    }
    assertThat(delivery.mediaAddresses()).doesNotContain(delivery.stunAddress());
  }

  @Test
  void nothingIsLeftAfterStopAndThePortsAreFree() throws Exception {
    start(true, true, 10);
    try (SyntheticViewer viewer = new SyntheticViewer()) {
      SessionHandle handle = session(viewer, new SyntheticFilm(5));
      handle.play(0L, 1.0);
      viewer.connect();
      assertThat(event().kind()).isEqualTo(SessionEvent.Kind.CONNECTED);
      List<InetSocketAddress> ports = delivery.mediaAddresses();
      delivery.stop();
      assertThat(viewer.hearsGoodbye()).isTrue();
      for (InetSocketAddress port : ports) {
        new DatagramSocket(port).close();
      }
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(n -> n.startsWith("castbridge-"));
      assertThatThrownBy(handle::state).isInstanceOf(MediaException.class);
      assertThatThrownBy(
              () ->
                  delivery.create(
                      new SessionSpec(
                          viewer.offer(), new Programme.Film(new SyntheticFilm(1)), null)))
          .satisfies(e -> assertThat(((MediaException) e).kind()).isEqualTo(Kind.UNAVAILABLE));
      assertThat(event().kind()).isEqualTo(SessionEvent.Kind.CLOSED);
    }
  }
}
