/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.castbridge.mdf.rar.SessionHandle;
import org.castbridge.mdf.rar.SessionSpec;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.channel.ChannelFeed;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Track;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.Programme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live channels on real sockets, fed by threads of their own. */
class LiveDeliveryTest {
  private final List<ScheduledExecutorService> feeders = new ArrayList<>();
  private final List<SyntheticViewer> viewers = new ArrayList<>();
  private MediaDelivery delivery;

  @BeforeEach
  void start() throws Exception {
    delivery =
        new MediaDelivery(
            new DeliverySettings(
                InetAddress.getLoopbackAddress(),
                List.of(),
                0,
                0,
                2,
                50,
                4,
                true,
                true,
                false,
                false),
            event -> {});
    delivery.start();
  }

  @AfterEach
  void stop() {
    feeders.forEach(ScheduledExecutorService::shutdownNow);
    viewers.forEach(SyntheticViewer::close);
    delivery.stop();
  }

  /** A channel that shows the synthetic film from a picture on. */
  private Channel channel(String id, int firstSecond) {
    SyntheticFilm film = new SyntheticFilm(36_000);
    Channel channel =
        new Channel(
            id,
            film.info().videos(),
            film.info().audios(),
            System.currentTimeMillis() * 1000,
            delivery.now());
    ChannelFeed feed = new ChannelFeed(channel);
    film.seek(firstSecond * 1_000_000L);
    ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor();
    feeders.add(feeder);
    feeder.scheduleAtFixedRate(
        () -> {
          for (int i = 0; i < 3; i++) { // a picture and two packets of sound
            AccessUnit unit = film.next();
            if (unit.track() == Track.VIDEO) {
              feed.video(0, unit, delivery.now());
            } else {
              feed.audio(0, unit, delivery.now());
            }
          }
        },
        0,
        40,
        TimeUnit.MILLISECONDS);
    return channel;
  }

  private SessionHandle watch(Channel channel) throws Exception {
    SyntheticViewer viewer = new SyntheticViewer();
    viewers.add(viewer);
    SessionHandle handle =
        delivery.create(new SessionSpec(viewer.offer(), new Programme.Live(channel), "c"));
    viewer.answered(handle.answer());
    handle.play(null, 1.0);
    viewer.connect();
    return handle;
  }

  @Test
  void allViewersOfAChannelGetItAndMayZap() throws Exception {
    Channel one = channel("one", 0);
    Channel two = channel("two", 1000);
    List<SessionHandle> handles = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      handles.add(watch(one));
    }
    for (SyntheticViewer viewer : viewers) {
      assertThat(pictureFrom(viewer, 0)).isTrue();
    }
    PlayoutState state = handles.get(0).state();
    assertThat(state.live()).isTrue();
    assertThat(state.positionUs() / 1_000_000)
        .isCloseTo(System.currentTimeMillis() / 1000, org.assertj.core.data.Offset.offset(5L));
    for (int i = 0; i < 6; i += 2) {
      assertThat(handles.get(i).switchTo(new Programme.Live(two), null).live()).isTrue();
    }
    for (int i = 0; i < 6; i++) {
      SyntheticViewer viewer = viewers.get(i);
      assertThat(pictureFrom(viewer, i % 2 == 0 ? 1000 : 0)).isTrue();
      assertThat(viewer.unreadable).hasValue(0);
    }
    assertThat(handles.get(0).statistics().sent().videoPackets()).isPositive();
    if (delivery.transport().contains("segmentation")) {
      assertThat(delivery.counters().sends()).isLessThan(delivery.counters().datagramsOut() / 2);
    }
    handles.forEach(SessionHandle::close);
  }

  /**
   * Waits for the first packet of a picture that is of the channel which began at this second of
   * the film; also sees that sequence numbers have no gaps.
   */
  private static boolean pictureFrom(SyntheticViewer viewer, int second) throws Exception {
    Map<Integer, Integer> last = new HashMap<>();
    for (int i = 0; i < 5000; i++) {
      SyntheticViewer.Rtp packet = viewer.media.poll(10, TimeUnit.SECONDS);
      if (packet == null) {
        return false;
      }
      Integer before = last.put(packet.ssrc(), packet.sequence());
      if (before != null) {
        assertThat(packet.sequence()).isEqualTo((before + 1) & 0xFFFF);
      }
      boolean begins = packet.payloadType() == 96 && (packet.payload()[0] & 0x10) != 0;
      if (begins && is(packet.payload(), second)) {
        return true;
      }
    }
    return false;
  }

  /** One of the pictures of a minute from there on. */
  private static boolean is(byte[] payload, int second) {
    for (int picture = second * 25; picture < (second + 60) * 25; picture++) {
      byte[] sent = SyntheticFilm.video(picture);
      if (java.util.Arrays.equals(sent, 0, 100, payload, 4, 104)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void whoLeavesIsNotServedAnyMore() throws Exception {
    Channel one = channel("one", 0);
    SessionHandle handle = watch(one);
    assertThat(pictureFrom(viewers.get(0), 0)).isTrue();
    handle.pause();
    handle.play(null, 1.0); // a moment behind the live edge
    assertThat(handle.state().live()).isFalse();
    assertThat(pictureFrom(viewers.get(0), 0)).isTrue();
    handle.close();
    assertThat(viewers.get(0).hearsGoodbye()).isTrue();
    assertThat(delivery.load().sessions()).isZero();
  }
}
