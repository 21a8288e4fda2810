/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;
import org.castbridge.media.playout.PlayoutException;

/**
 * Whatever a viewer does: RTP time never goes back, every unit is the stored one, every picture can
 * be decoded.
 */
class RandomCommandsPropertyTest {

  @Property(tries = 20)
  void theStreamStaysContinuous(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    SyntheticFilm film =
        new SyntheticFilm(
            random.nextBoolean() ? Codec.H264 : Codec.VP8, 12, 25, 5 + random.nextInt(80), 3000);
    EmulatedNetwork net = new EmulatedNetwork(film);
    net.jitterNanos = random.nextInt(4) * EmulatedNetwork.MILLI;
    if (random.nextBoolean()) {
      net.play(null);
    }
    net.connect();
    for (int i = 0; i < 25; i++) {
      command(net, random);
      net.run(random.nextInt(4) == 0 ? random.nextDouble() * 0.01 : random.nextDouble());
    }
    net.run(1);
    new Fidelity(film).check(net.viewer.units(Track.VIDEO));
    new Fidelity(film).check(net.viewer.units(Track.AUDIO));
    net.viewer.stream(net.negotiated.video().ssrc()).assertNeverBackwards();
    net.viewer.stream(net.negotiated.audio().ssrc()).assertNeverBackwards();
    assertThat(net.viewer.refused).isZero();
  }

  private static void command(EmulatedNetwork net, Random random) throws Exception {
    switch (random.nextInt(6)) {
      case 0 -> net.pause();
      case 1 -> net.viewer.send(RtcpBytes.pictureLoss(1, net.negotiated.video().ssrc()));
      case 2, 3 -> net.play(random.nextDouble() * 12);
      default -> {
        try {
          net.play(null);
        } catch (PlayoutException e) {
          assertThat(e.kind()).isEqualTo(PlayoutException.Kind.ENDED);
        }
      }
    }
  }
}
