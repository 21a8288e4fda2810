/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;
import org.castbridge.media.session.SessionOutput.EventKind;
import org.junit.jupiter.api.Test;

/** A viewer by TCP whose network takes less than it is sent. */
class SlowViewerTest {
  @Test
  void picturesAreLeftOutWholeUpToAKeyFrameAndNothingSeemsLost() throws Exception {
    SyntheticFilm film = SyntheticFilm.small(12);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(null);
    net.run(3.3);
    net.slow = true;
    net.run(2.5);
    int before = net.viewer.units(Track.VIDEO).size();
    net.slow = false;
    net.runUntil(() -> net.saw(EventKind.END_OF_STREAM));
    net.run(1);

    // every picture whole, and after the hole a key frame: Fidelity would object otherwise
    List<Integer> pictures = new Fidelity(film).check(net.viewer.units(Track.VIDEO));
    assertThat(pictures.size()).isBetween(film.pictures() / 2, film.pictures() - 40);
    assertThat(film.isKey(pictures.get(before))).isTrue();
    assertThat(pictures.get(pictures.size() - 1)).isEqualTo(film.pictures() - 1);
    assertThat(net.viewer.units(Track.AUDIO)).as("sound goes on").hasSize(film.sounds());
    StreamReceiver video = net.viewer.stream(net.negotiated.video().ssrc());
    assertThat(video.everMissing()).isZero();
    assertThat(net.viewer.rtxPackets).isZero();
  }

  @Test
  void oneWhoIsSlowFromTheStartGetsSoundAtLeast() throws Exception {
    SyntheticFilm film = SyntheticFilm.small(5);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.slow = true;
    net.play(null);
    net.runUntil(() -> net.saw(EventKind.END_OF_STREAM));
    net.run(1);
    assertThat(net.viewer.units(Track.VIDEO)).isEmpty();
    assertThat(net.viewer.units(Track.AUDIO)).hasSize(film.sounds());
  }
}
