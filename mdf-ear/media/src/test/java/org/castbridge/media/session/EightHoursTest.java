/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
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
 * A long evening in virtual time: an eight-hour film and two channels, commands at random, wraps of
 * sequence numbers, picture ids and time stamps.
 */
class EightHoursTest {
  private static final double HOURS = 8;
  private final SyntheticFilm film = new SyntheticFilm(Codec.VP8, HOURS * 3600, 8, 16, 600);
  private final SyntheticFilm broadcast = new SyntheticFilm(Codec.VP8, HOURS * 3600, 8, 16, 600);
  private final Random random = new Random(8);
  private int previous = -2;
  private int lastTimestamp;
  private long unwrapped;
  private long units;

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
    if (unit.track() != Track.VIDEO) {
      return;
    }
    int index = film.indexOf(Track.VIDEO, unit.data());
    boolean intact = java.util.Arrays.equals(unit.data(), film.video(index).data());
    if (!intact || !film.isKey(index) && index != previous + 1) {
      throw new AssertionError("picture " + index + " after " + previous + ", intact " + intact);
    }
    int step = unit.timestamp() - lastTimestamp;
    if (units > 0 && (step <= 0 || step > 90_000 * 600)) {
      throw new AssertionError("a step of " + step + " before picture " + index);
    }
    unwrapped += units > 0 ? step : 0;
    lastTimestamp = unit.timestamp();
    previous = index;
    units++;
  }

  @Test
  void neverAStepBackwards() throws Exception {
    String offer = Offers.firefox().replaceFirst("a=recvonly", "a=inactive");
    EmulatedNetwork net = new EmulatedNetwork(new Programme.Film(film), offer, new Highest());
    net.recording = false;
    net.viewer.taker = this::check;
    LiveSource one = new LiveSource("one", broadcast, 0, EmulatedNetwork.START, 3600_000_000L);
    LiveSource two =
        new LiveSource("two", broadcast, 7, EmulatedNetwork.START + 5_000_000, 600_000_000L);
    one.sound = false;
    two.sound = false;
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
    net.viewer.stream(net.negotiated.video().ssrc()).assertNeverBackwards();
    assertThat(net.viewer.stream(net.negotiated.video().ssrc()).everMissing()).isZero();
    assertThat(net.viewer.refused).isZero();
    assertThat(commands).isGreaterThan(500);
    assertThat(units).isGreaterThan(70_000);
    assertThat(net.session.statistics().sent().videoPackets()).isGreaterThan(65_536);
    // time stamps have run for eight hours, give or take what is not shown at the end
    assertThat(unwrapped / 90_000.0).isBetween(HOURS * 3600 - 700, HOURS * 3600 + 60);
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
