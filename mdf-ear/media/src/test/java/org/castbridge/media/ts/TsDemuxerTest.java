/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.live.CollectingSink;
import org.castbridge.media.live.Fuzz;
import org.castbridge.media.live.SourceProblem;
import org.junit.jupiter.api.Test;

class TsDemuxerTest {
  private static final int DATAGRAM = 7 * TsDemuxer.PACKET;
  private static final long MS = 1_000_000;

  private final CollectingSink sink = new CollectingSink();
  private final TsDemuxer demuxer = new TsDemuxer(sink);

  static byte[] sample(String name) {
    try (InputStream in = TsDemuxerTest.class.getResourceAsStream("/ts/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void feed(byte[] stream, int from, int to) {
    for (int at = from; at < to; at += DATAGRAM) {
      demuxer.handle(stream, at, Math.min(DATAGRAM, to - at), at * MS / 100);
    }
  }

  private void feed(byte[] stream) {
    feed(stream, 0, stream.length);
  }

  @Test
  void h264AndStereoOpus() {
    feed(sample("h264-opus.ts"));
    assertThat(sink.problems).isEmpty();
    assertThat(sink.formats).hasSize(1);
    FilmInfo.Video video = sink.formats.get(0);
    assertThat(video.codec()).isEqualTo(Codec.H264);
    assertThat(video.width()).isEqualTo(160);
    assertThat(video.height()).isEqualTo(90);
    assertThat(video.frameRate()).isEqualTo(25);
    assertThat(video.profileLevelId()).startsWith("64");
    assertThat(video.parameterSets()).hasSize(2);
    // the last picture's PES packet has no end before the next one's begin
    assertThat(sink.pictures).hasSize(49);
    assertThat(sink.pictures.stream().filter(AccessUnit::sync)).hasSize(2);
    assertSteps(sink.pictures, 40_000);
    assertThat(sink.sounds.get(0)).isEqualTo(new FilmInfo.Audio(Codec.OPUS, 2, null));
    assertThat(sink.audio.get(0)).hasSizeGreaterThan(99);
    assertSteps(sink.audio.get(0), 20_000);
    // ffmpeg starts sound 6.5 ms before the picture (its pre-skip)
    long offset = sink.pictures.get(0).ptsUs() - sink.audio.get(0).get(0).ptsUs();
    assertThat(offset).isEqualTo(6_500);
    assertThat(demuxer.counters().malformed()).isZero();
    assertThat(demuxer.counters().discontinuities()).isZero();
  }

  private static void assertSteps(List<AccessUnit> units, long stepUs) {
    for (int i = 1; i < units.size(); i++) {
      long step = units.get(i).ptsUs() - units.get(i - 1).ptsUs();
      assertThat(step).as("step %d", i).isBetween(stepUs - 12, stepUs + 12);
    }
  }

  @Test
  void nalUnitsAreLengthPrefixedAndWholeWithoutDelimiters() {
    feed(sample("h264-opus.ts"));
    for (AccessUnit unit : sink.pictures) {
      byte[] data = unit.data();
      int at = 0;
      while (at < data.length) {
        int length =
            (data[at] & 0xFF) << 24
                | (data[at + 1] & 0xFF) << 16
                | (data[at + 2] & 0xFF) << 8
                | data[at + 3] & 0xFF;
        assertThat(length).isBetween(1, data.length - at - 4);
        assertThat(data[at + 4] & 0x1F).isNotIn(0, 9, 12);
        at += 4 + length;
      }
      assertThat(at).isEqualTo(data.length);
    }
  }

  @Test
  void h265AndMonoOpusInGerman() {
    feed(sample("h265-opus.ts"));
    assertThat(sink.problems).isEmpty();
    assertThat(sink.formats).hasSize(1);
    FilmInfo.Video video = sink.formats.get(0);
    assertThat(video.codec()).isEqualTo(Codec.H265);
    assertThat(video.width()).isEqualTo(160);
    assertThat(video.height()).isEqualTo(90);
    assertThat(video.profile()).matches("profile-id=1;level-id=\\d+;tier-flag=0");
    assertThat(video.parameterSets()).hasSize(3);
    assertThat(sink.pictures).hasSize(49);
    assertSteps(sink.pictures, 40_000);
    assertThat(sink.sounds.get(0)).isEqualTo(new FilmInfo.Audio(Codec.OPUS, 1, "de"));
  }

  @Test
  void bFramesAndAacAreReportedInPlainWordsAndNotShown() {
    feed(sample("h264-bframes-aac.ts"));
    assertThat(sink.problems.get(SourceProblem.B_FRAMES)).contains("B-frames", "-bf 0");
    assertThat(sink.problems.get(SourceProblem.AUDIO_CODEC)).contains("AAC", "Opus");
    assertThat(sink.audio).isEmpty();
    assertThat(sink.pictures.size()).isLessThan(20);
  }

  @Test
  void aProblemIsOverWhenTheSourceIsMended() {
    feed(sample("h264-bframes-aac.ts"));
    feed(sample("h264-opus.ts"));
    int before = sink.pictures.size();
    assertThat(sink.problems).doesNotContainKey(SourceProblem.AUDIO_CODEC);
    for (int i = 0; i < 8; i++) {
      byte[] more = sample("h264-opus.ts");
      for (int at = 0; at < more.length; at += DATAGRAM) {
        demuxer.handle(more, at, Math.min(DATAGRAM, more.length - at), (10 + i) * 1000 * MS);
      }
    }
    assertThat(sink.problems).isEmpty();
    assertThat(sink.pictures.size()).isGreaterThan(before);
  }

  @Test
  void holesLeaveOutWhatDependsOnThemUpToTheNextKeyFrame() {
    byte[] stream = sample("h264-opus.ts");
    int pid = 0x100;
    int hole = videoPacket(stream, pid, 60);
    feed(stream, 0, hole);
    int before = sink.pictures.size();
    feed(stream, hole + TsDemuxer.PACKET, stream.length);
    List<AccessUnit> after = sink.pictures.subList(before, sink.pictures.size());
    assertThat(after.get(0).sync()).isTrue();
    assertThat(demuxer.counters().discontinuities()).isEqualTo(1);
    assertThat(demuxer.counters().damaged()).isEqualTo(1);
    assertSteps(sink.audio.get(0), 20_000);
  }

  /** Offset of the n-th packet of a PID, which begins no PES packet. */
  private static int videoPacket(byte[] stream, int pid, int n) {
    int seen = 0;
    for (int at = 0; at < stream.length; at += TsDemuxer.PACKET) {
      int its = (stream[at + 1] & 0x1F) << 8 | stream[at + 2] & 0xFF;
      if (its == pid && ++seen >= n && (stream[at + 1] & 0x40) == 0) {
        return at;
      }
    }
    throw new AssertionError("no such packet");
  }

  @Test
  void aRestartOfTheSourceGoesOnAtItsFirstKeyFrame() {
    byte[] stream = sample("h264-opus.ts");
    feed(stream, 0, 60 * TsDemuxer.PACKET);
    sink.clear();
    feed(stream);
    assertThat(sink.pictures.get(0).sync()).isTrue();
    assertThat(sink.pictures.size()).isGreaterThanOrEqualTo(49);
    assertThat(sink.formats).as("the format is the same").isEmpty();
  }

  @Test
  void anotherResolutionIsAnotherFormatAheadOfItsKeyFrame() {
    feed(sample("h264-opus.ts"));
    feed(sample("h265-opus.ts"));
    assertThat(sink.formats)
        .extracting(FilmInfo.Video::codec)
        .containsExactly(Codec.H264, Codec.H265);
  }

  @Test
  void transportPacketsSentTwiceAreTakenOnce() {
    byte[] stream = sample("h264-opus.ts");
    for (int at = 0; at < stream.length; at += TsDemuxer.PACKET) {
      demuxer.handle(stream, at, TsDemuxer.PACKET, at);
      if ((stream[at + 3] & 0x10) != 0) {
        demuxer.handle(stream, at, TsDemuxer.PACKET, at);
      }
    }
    assertThat(sink.pictures).hasSize(49);
    assertThat(demuxer.counters().discontinuities()).isZero();
  }

  @Test
  void behindAnRtpHeader() {
    byte[] stream = sample("h264-opus.ts");
    byte[] datagram = new byte[12 + DATAGRAM];
    datagram[0] = (byte) 0x80;
    datagram[1] = 33;
    for (int at = 0; at < stream.length; at += DATAGRAM) {
      int length = Math.min(DATAGRAM, stream.length - at);
      System.arraycopy(stream, at, datagram, 12, length);
      demuxer.handle(datagram, 0, 12 + length, at);
    }
    assertThat(sink.pictures).hasSize(49);
  }

  @Test
  void presentationTimesGoOnOverTheWrapOf33Bits() {
    TimestampUnwrap unwrap = new TimestampUnwrap();
    long end = 1L << 33;
    long before = unwrap.toMicros(end - 900);
    assertThat(unwrap.toMicros(900) - before).isEqualTo(20_000);
    assertThat(unwrap.toMicros(end - 900)).isEqualTo(before);
    assertThat(new TimestampUnwrap().toMicros(0)).isPositive();
  }

  @Test
  void anotherProgrammeIsLeftAlone() {
    TsDemuxer second = new TsDemuxer(sink, 2);
    byte[] stream = sample("h264-opus.ts");
    second.handle(stream, 0, stream.length, 0);
    assertThat(sink.pictures).isEmpty();
    assertThat(second.counters().foreign()).isPositive();
  }

  @Test
  void noInputMakesItThrowOrGrow() {
    byte[][] seeds = {
      Arrays.copyOf(sample("h264-opus.ts"), 40 * TsDemuxer.PACKET),
      Arrays.copyOf(sample("h265-opus.ts"), 40 * TsDemuxer.PACKET),
      new byte[DATAGRAM]
    };
    CollectingSink collected = new CollectingSink();
    TsDemuxer[] target = {new TsDemuxer(collected)};
    long[] now = {0};
    Fuzz.run(
        2026,
        seeds,
        (input, length, random) -> {
          if (random.nextInt(50) == 0) {
            target[0] = new TsDemuxer(collected);
          }
          int at = random.nextInt(length / TsDemuxer.PACKET + 1) * TsDemuxer.PACKET;
          int rest = Math.min(DATAGRAM, length - at);
          target[0].handle(input, at, rest, now[0] += MS);
          target[0].counters();
          collected.clear();
        });
    assertThat(collected.problems.size()).isLessThanOrEqualTo(SourceProblem.values().length);
  }
}
