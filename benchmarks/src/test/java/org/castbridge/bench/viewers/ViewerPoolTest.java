/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The load generator against a server of its own: real sockets, ICE, DTLS, SRTP. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class ViewerPoolTest {
  private static final int VIEWERS = 3;
  private static final int FRAMES = 200;
  private static final int LOST = 77;

  @Test
  void countsWhatComesAndMissesWhatDoesNot() throws Exception {
    try (FakeServer server = new FakeServer();
        ViewerPool pool = new ViewerPool(server, 1, false)) {
      connect(server, pool);
      for (FakeServer.Peer peer : server.peers.values()) {
        peer.rtp(FakeServer.VIDEO, true, 0xFFF0, 0);
        peer.rtp(FakeServer.AUDIO, false, 5, 0);
      }
      pool.awaitPlaying(20);
      pool.openWindow();
      for (FakeServer.Peer peer : server.peers.values()) {
        play(peer);
      }
      Window window = settled(pool, VIEWERS * (2 * FRAMES - 1));
      assertThat(window.packets()).isEqualTo(VIEWERS * (2 * FRAMES - 1));
      assertThat(window.missing()).isEqualTo(VIEWERS);
      assertThat(window.frames()).isEqualTo(VIEWERS * (FRAMES - 1));
      assertThat(window.refused()).isZero();
      assertThat(window.sampled())
          .isGreaterThanOrEqualTo(VIEWERS * (2 * FRAMES / LoadViewer.SAMPLE - 1));
      for (FakeServer.Peer peer : server.peers.values()) {
        byte[] report = peer.reports.poll(20, TimeUnit.SECONDS);
        assertThat(report).as("a receiver report").isNotNull();
        assertThat(peer.opens(report)).isTrue();
      }
    }
  }

  private static void connect(FakeServer server, ViewerPool pool) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    Future<?> opening =
        threads.submit(
            () -> {
              pool.open(VIEWERS);
              return null;
            });
    List<Future<?>> handshakes = new ArrayList<>();
    Set<FakeServer.Peer> begun = new HashSet<>();
    while (handshakes.size() < VIEWERS && !opening.isDone()) {
      for (FakeServer.Peer peer : server.peers.values()) {
        if (begun.add(peer)) {
          handshakes.add(
              threads.submit(
                  () -> {
                    peer.handshake();
                    return null;
                  }));
        }
      }
      Thread.onSpinWait();
    }
    for (Future<?> handshake : handshakes) {
      handshake.get(30, TimeUnit.SECONDS);
    }
    opening.get(30, TimeUnit.SECONDS);
    threads.shutdown();
  }

  private static void play(FakeServer.Peer peer) throws Exception {
    for (int frame = 1; frame <= FRAMES; frame++) {
      if (frame != LOST) {
        peer.rtp(FakeServer.VIDEO, true, (0xFFF0 + frame) & 0xFFFF, 3_000 * frame);
      }
      peer.rtp(FakeServer.AUDIO, false, 5 + frame, 960 * frame);
    }
  }

  /** Everything was sent already: waits until it has been read. */
  private static Window settled(ViewerPool pool, long packets) throws Exception {
    for (int i = 0; i < 2_000 && pool.look().packets() < packets; i++) {
      Thread.sleep(5);
    }
    return pool.closeWindow();
  }

  @Test
  void aServerThatNeverAnswersIsAnError() {
    Signalling deaf =
        new Signalling() {
          @Override
          public Session open(
              org.castbridge.media.ice.IceCredentials viewer,
              org.castbridge.signalling.sdp.Fingerprint fingerprint,
              int port)
              throws java.io.IOException {
            throw new java.io.IOException("no session for you");
          }

          @Override
          public void close(Session session) {}
        };
    assertThatThrownBy(
            () -> {
              try (ViewerPool pool = new ViewerPool(deaf, 1, false)) {
                pool.open(1);
              }
            })
        .hasMessageContaining("no session for you");
  }
}
