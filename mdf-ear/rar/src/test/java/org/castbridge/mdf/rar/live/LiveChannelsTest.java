/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.castbridge.mdf.rar.ChannelHandle;
import org.castbridge.mdf.rar.ChannelInputSpec;
import org.castbridge.mdf.rar.ChannelInputSpec.Item;
import org.castbridge.mdf.rar.ChannelSpec;
import org.castbridge.mdf.rar.ChannelStatus;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.net.MonotonicClock;
import org.castbridge.mdf.rar.net.UdpTransport;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.live.LiveSdp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveChannelsTest {
  private static final String GROUP = "239.255.34.";

  private final LiveChannels channels =
      new LiveChannels(UdpTransport.choose(true, true), new MonotonicClock(), 1);
  private final CollectingRecorder recorder = new CollectingRecorder();

  @AfterEach
  void stop() throws InterruptedException {
    channels.stop();
  }

  private static void await(String what, BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s", what).isLessThan(until);
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  private ChannelHandle open(ChannelInputSpec input) throws MediaException {
    return channels.open(new ChannelSpec("one", input, (channel, problems) -> recorder));
  }

  private static Item film(String id, Codec codec, double seconds) {
    return new Item(id, () -> new SyntheticFilm(codec, seconds, 25, 10, 500));
  }

  @Test
  void playoutGoesFromFilmToFilmWithoutAGap() throws MediaException {
    ChannelHandle handle =
        open(
            new ChannelInputSpec.Playout(
                List.of(film("a", Codec.H264, 0.8), film("b", Codec.H264, 0.52))));
    await("two rounds", () -> recorder.pictures.size() >= 66);
    List<AccessUnit> pictures = List.copyOf(recorder.pictures);
    for (int i = 1; i < pictures.size(); i++) {
      long step = pictures.get(i).ptsUs() - pictures.get(i - 1).ptsUs();
      assertThat(step).as("step %d", i).isBetween(39_000L, 41_000L);
    }
    List<AccessUnit> sound = List.copyOf(recorder.sound);
    for (int i = 1; i < sound.size(); i++) {
      long step = sound.get(i).ptsUs() - sound.get(i - 1).ptsUs();
      assertThat(step).as("sound %d", i).isBetween(18_000L, 22_000L);
    }
    assertThat(handle.status().state()).isEqualTo(ChannelStatus.State.RUNNING);
    assertThat(handle.status().playing()).isIn("a", "b");
    assertThat(handle.status().counters()).containsEntry("jumps", 0L).containsEntry("restarts", 0L);
    assertThat(handle.channel().videos().get(0).log().lastSync()).isNotNegative();
  }

  @Test
  void theMiddleOfAFilmIsWhereTheTimeOfDaySays() throws PlayoutSchedule.Refusal {
    PlayoutSchedule schedule =
        new PlayoutSchedule(List.of(film("a", Codec.H264, 40), film("b", Codec.H264, 20)));
    schedule.measure();
    assertThat(schedule.lengthUs()).isEqualTo(60_000_000);
    assertThat(schedule.at(39_999_999).item()).isZero();
    assertThat(schedule.at(40_000_000)).isEqualTo(new PlayoutSchedule.Place(1, 0));
  }

  @Test
  void filmsOfDifferentCodecsAreRefusedInWords() throws MediaException {
    ChannelHandle handle =
        open(
            new ChannelInputSpec.Playout(
                List.of(film("harbour", Codec.H264, 1), film("orbit", Codec.VP8, 1))));
    assertThat(handle.channel()).isNull();
    assertThat(handle.status().state()).isEqualTo(ChannelStatus.State.WAITING);
    assertThat(handle.status().problems())
        .singleElement()
        .asString()
        .contains("harbour is H264", "orbit is VP8");
  }

  @Test
  void aFilmThatIsGoneIsNamed() throws MediaException {
    ChannelHandle handle =
        open(
            new ChannelInputSpec.Playout(
                List.of(
                    new Item(
                        "lost",
                        () -> {
                          throw new java.io.IOException("no such film");
                        }))));
    assertThat(handle.status().problems())
        .singleElement()
        .asString()
        .contains("lost", "no such film");
  }

  @Test
  void aChannelIsReplacedAndClosed() throws MediaException {
    open(new ChannelInputSpec.Playout(List.of(film("a", Codec.H264, 1))));
    await("pictures", () -> !recorder.pictures.isEmpty());
    open(new ChannelInputSpec.Playout(List.of(film("b", Codec.H264, 1))));
    assertThat(recorder.closed).isTrue();
    assertThat(channels.all()).hasSize(1);
    assertThat(channels.close("one")).isTrue();
    assertThat(channels.close("one")).isFalse();
    assertThat(channels.find("one")).isNull();
  }

  @Test
  void transportStreamByMulticastOfOneSourceGoesOnAfterARestartInAnotherSize() throws Exception {
    assumeTrue(Encoder.isThere());
    String url = "udp://" + GROUP + "1:34401?localaddr=127.0.0.1&ttl=0&pkt_size=1316";
    ChannelHandle handle =
        open(new ChannelInputSpec.MpegTs(GROUP + "1", 34_401, List.of("127.0.0.1"), 0, "lo"));
    try (Encoder first = Encoder.start("320x180", "-f", "mpegts", url)) {
      await("pictures", () -> recorder.pictures.size() > 30);
    }
    assertThat(handle.channel().videos().get(0).format().width()).isEqualTo(320);
    int before = recorder.pictures.size();
    try (Encoder second = Encoder.start("640x360", "-f", "mpegts", url)) {
      await("more pictures", () -> recorder.pictures.size() > before + 30);
      await("more sound", () -> handle.status().counters().get("audioUnits") > 100);
    }
    assertThat(handle.channel().videos().get(0).format().width()).isEqualTo(640);
    assertThat(recorder.formats).hasSize(1);
    assertThat(handle.status().counters().get("formatChanges")).isEqualTo(1);
    assertThat(handle.status().counters().get("tsMalformed")).isZero();
    List<AccessUnit> pictures = List.copyOf(recorder.pictures);
    for (int i = 1; i < pictures.size(); i++) {
      assertThat(pictures.get(i).ptsUs()).isGreaterThan(pictures.get(i - 1).ptsUs());
    }
    await("stalled", () -> handle.status().state() == ChannelStatus.State.STALLED);
  }

  @Test
  void strangersAreDropped() throws Exception {
    ChannelHandle handle =
        open(new ChannelInputSpec.MpegTs("127.0.0.1", 34_402, List.of("127.0.0.9"), 0, null));
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] junk = new byte[188 * 7];
      await(
          "counted",
          () -> {
            send(socket, junk, 34_402);
            return handle.status().counters().getOrDefault("strangers", 0L) > 0;
          });
    }
    assertThat(handle.status().counters().get("datagrams")).isZero();
  }

  private static void send(DatagramSocket socket, byte[] b, int port) {
    try {
      socket.send(new DatagramPacket(b, b.length, InetAddress.getLoopbackAddress(), port));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aPortThatIsTakenIsSaidAndTriedAgain() throws Exception {
    ChannelHandle handle;
    try (DatagramSocket taken = new DatagramSocket(34_403, InetAddress.getLoopbackAddress())) {
      handle = open(new ChannelInputSpec.MpegTs("127.0.0.1", 34_403, List.of(), 0, null));
      await("a problem", () -> !handle.status().problems().isEmpty());
      assertThat(handle.status().problems().get(0)).contains("127.0.0.1:34403");
      assertThat(taken.isBound()).isTrue();
    }
    await("opened", () -> handle.status().problems().isEmpty());
    assertThat(handle.status().counters().get("reconnects")).isPositive();
  }

  @Test
  void rtpByMulticastWithPictureAndSoundInStepGoesOnAfterARestart() throws Exception {
    assumeTrue(Encoder.isThere());
    LiveSdp sdp =
        LiveSdp.parse(
            "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 239.255.34.2/0\r\nt=0 0\r\n"
                + "m=video 34410 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
                + "a=fmtp:96 packetization-mode=1\r\n"
                + "m=audio 34412 RTP/AVP 97\r\na=rtpmap:97 opus/48000/2\r\n");
    ChannelHandle handle = open(new ChannelInputSpec.Rtp(sdp, "lo"));
    for (int round = 1; round <= 2; round++) {
      int pictures = recorder.pictures.size();
      try (Encoder encoder = rtpEncoder(GROUP + "2", 34_410)) {
        await("pictures", () -> recorder.pictures.size() > pictures + 50);
      }
    }
    assertThat(handle.status().counters().get("sourceRestarts")).isEqualTo(2);
    assertThat(handle.status().counters().get("rtpLost")).isZero();
    assertThat(handle.status().counters().get("malformed")).isZero();
    assertThat(handle.channel().audios()).hasSize(1);
    assertThat(recorder.sound.size()).isGreaterThan(100);
    List<AccessUnit> pictures = List.copyOf(recorder.pictures);
    for (int i = 1; i < pictures.size(); i++) {
      assertThat(pictures.get(i).ptsUs()).isGreaterThan(pictures.get(i - 1).ptsUs());
    }
  }

  private static Encoder rtpEncoder(String address, int port) throws java.io.IOException {
    String options = "?localaddr=127.0.0.1&ttl=0&pkt_size=1200";
    return Encoder.start(
        "320x180",
        "-map",
        "0:v",
        "-f",
        "rtp",
        "rtp://" + address + ":" + port + options,
        "-map",
        "1:a",
        "-c:a",
        "libopus",
        "-f",
        "rtp",
        "rtp://" + address + ":" + (port + 2) + options);
  }
}
