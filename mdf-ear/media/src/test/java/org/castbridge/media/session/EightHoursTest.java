/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;
import org.castbridge.media.negotiation.Offers;
import org.castbridge.media.playout.PlayoutException;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.Programme;
import org.castbridge.media.playout.Scales;
import org.junit.jupiter.api.Test;

/**
 * A long evening in virtual time: an eight-hour film and two channels with picture and sound,
 * commands at random, wraps of sequence numbers, picture ids and time stamps.
 */
class EightHoursTest {
  private static final double HOURS = 8;
  private static final int VIDEO_RATE = 90_000;
  private static final int AUDIO_RATE = 48_000;

  /** Opus in packets of 120 ms: a sixth of the packets, and still wraps. */
  private final SyntheticFilm film = film();

  private final SyntheticFilm broadcast = film();
  private final Random random = new Random(8);
  private final LipSync lips = new LipSync();
  private final Progress video = new Progress(VIDEO_RATE);
  private final Progress audio = new Progress(AUDIO_RATE);
  private int previous = -2;

  private static SyntheticFilm film() {
    return new SyntheticFilm(Codec.VP8, HOURS * 3600, 8, 16, 600, 120_000);
  }

  /** One stream's RTP time, which only ever rises. */
  private static final class Progress {
    private final int rate;
    private int last;
    private long unwrapped;
    private long units;
    private int wraps;

    Progress(int rate) {
      this.rate = rate;
    }

    void unit(int timestamp, String what) {
      int step = timestamp - last;
      if (units > 0 && (step <= 0 || step > rate * 900)) {
        throw new AssertionError("a step of " + step + " before " + what);
      }
      unwrapped += units > 0 ? step : 0;
      wraps += units > 0 && last < 0 && timestamp >= 0 ? 1 : 0;
      last = timestamp;
      units++;
    }

    double seconds() {
      return unwrapped / (double) rate;
    }
  }

  /** The highest of what is allowed, and a clock that wraps after a minute. */
  private static final class Highest extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public int nextInt(int bound) {
      return bound - 1;
    }

    @Override
    public int nextInt() {
      return -60 * 90_000;
    }
  }

  /** Intact, decodable, and later than the one before. */
  private void check(SyntheticViewer.Received unit) {
    int index = film.indexOf(unit.track(), unit.data());
    if (unit.track() == Track.VIDEO) {
      boolean intact = Arrays.equals(unit.data(), film.video(index).data());
      if (!intact || !film.isKey(index) && index != previous + 1) {
        throw new AssertionError("picture " + index + " after " + previous + ", intact " + intact);
      }
      video.unit(unit.timestamp(), "picture " + index);
      previous = index;
      lips.received(Track.VIDEO, unit.timestamp(), film.videoPts(index));
    } else {
      if (!Arrays.equals(unit.data(), film.audio(index).data())) {
        throw new AssertionError("sound " + index + " is not intact");
      }
      audio.unit(unit.timestamp(), "sound " + index);
      lips.received(Track.AUDIO, unit.timestamp(), film.soundPts(index));
    }
  }

  @Test
  void neverAStepBackwards() throws Exception {
    EmulatedNetwork net =
        new EmulatedNetwork(new Programme.Film(film), Offers.firefox(), new Highest());
    net.recording = false;
    net.viewer.taker = this::check;
    int pictures = net.negotiated.video().ssrc();
    int sounds = net.negotiated.audio().ssrc();
    net.viewer.reportTaker =
        r -> lips.reported(r.report().ssrc() == pictures ? Track.VIDEO : Track.AUDIO, r.report());
    LiveSource one = new LiveSource("one", broadcast, 0, EmulatedNetwork.START, 3600_000_000L);
    LiveSource two =
        new LiveSource("two", broadcast, 7, EmulatedNetwork.START + 5_000_000, 600_000_000L);
    net.connect();
    net.play(null);
    long start = net.now();
    int commands = 0;
    while (net.now() - start < HOURS * 3600 * EmulatedNetwork.SECOND) {
      if (net.now() - start > 3 * 3600 * EmulatedNetwork.SECOND && net.sources.isEmpty()) {
        net.sources.add(one);
        net.sources.add(two);
      }
      net.run(random.nextInt(3) == 0 ? random.nextDouble() : random.nextDouble() * 60);
      command(net, one, two);
      commands++;
    }
    for (int ssrc : new int[] {pictures, sounds}) {
      net.viewer.stream(ssrc).assertNeverBackwards();
      assertThat(net.viewer.stream(ssrc).everMissing()).isZero();
    }
    assertThat(net.viewer.refused).isZero();
    assertThat(commands).isGreaterThan(500);
    assertThat(video.units).isGreaterThan(70_000);
    assertThat(audio.units).isGreaterThan(131_072);
    assertThat(net.session.statistics().sent().videoPackets()).isGreaterThan(65_536);
    assertThat(net.session.statistics().sent().audioPackets()).isGreaterThan(131_072);
    for (Progress stream : new Progress[] {video, audio}) {
      assertThat(stream.wraps).as("wraps of the time stamp").isEqualTo(1);
      // for eight hours, give or take what is not shown at the end
      assertThat(stream.seconds()).isBetween(HOURS * 3600 - 900, HOURS * 3600 + 60);
    }
    assertThat(lips.compared()).isGreaterThan(100_000);
    assertThat(lips.worstMillis()).as("lip sync, milliseconds").isLessThan(40);
  }

  private void command(EmulatedNetwork net, LiveSource one, LiveSource two) throws Exception {
    try {
      PlayoutState state = net.session.state(net.now());
      double within = state.startUs() + random.nextDouble() * state.durationUs();
      switch (random.nextInt(12)) {
        case 0 -> net.pause();
        case 1, 2, 3 -> net.play(within / 1e6);
        case 4, 5, 6 ->
            net.play(
                random.nextBoolean() ? within / 1e6 : null, Scales.ALL.get(random.nextInt(13)));
        case 7 -> net.viewer.send(RtcpBytes.pictureLoss(1, net.negotiated.video().ssrc()));
        case 8 -> net.switchTo(new Programme.Film(film), null);
        case 9 -> zap(net, one);
        case 10 -> zap(net, two);
        default -> net.play(null, 1);
      }
    } catch (PlayoutException e) {
      assertThat(e.kind()).isIn(PlayoutException.Kind.ENDED, PlayoutException.Kind.BAD_RANGE);
    }
  }

  private static void zap(EmulatedNetwork net, LiveSource to) throws Exception {
    if (!net.sources.isEmpty()) {
      net.switchTo(new Programme.Live(to.channel), null);
    }
  }
}
