/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;
import org.castbridge.media.negotiation.MediaNegotiator;
import org.castbridge.media.negotiation.Negotiated;
import org.castbridge.media.negotiation.Offers;
import org.castbridge.media.payload.PacketisedUnit;
import org.castbridge.media.payload.Payloader;
import org.castbridge.media.playout.DueUnit;
import org.castbridge.media.playout.ReadUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order a picture's packets and sound leave: as few segmented sends as there can be. */
class MediaSenderTest {
  private static final FilmInfo INFO = SyntheticFilm.small(1).info();

  private MediaSender sender;
  private long stamp;

  @BeforeEach
  void makeSender() throws Exception {
    Negotiated negotiated =
        new MediaNegotiator(new Random(1)).negotiate(Offers.chromium(), INFO, Offers.local());
    sender = new MediaSender(negotiated, new Formats(negotiated), new Random(1), 0);
    for (int i = 0; i < 60; i++) { // the first packets carry header extensions
      picture(100);
      sound(100);
      sends();
    }
  }

  @Test
  void soundGoesBehindAPictureInItsSend() throws Exception {
    picture(9000);
    sound(200);
    assertThat(sends()).hasSize(1);
    sound(200);
    sound(180);
    picture(9000);
    assertThat(sends()).hasSize(2);
  }

  @Test
  void slicesOfNearlyOneSizeAreOneSend() throws Exception {
    picture(3000, 2970);
    sound(200);
    assertThat(sends()).hasSize(1);
  }

  @Test
  void soundGoesAheadOfAPictureThatBeginsWithSomethingShorter() throws Exception {
    picture(30, 9000);
    sound(200);
    sound(180);
    assertThat(sends()).hasSize(2);
    picture(30, 9000);
    sound(200);
    assertThat(sends()).hasSize(2);
  }

  @Test
  void soundThatIsShorterThanThatStillGoesBehind() throws Exception {
    picture(300, 9000);
    sound(200);
    assertThat(sends()).hasSize(2);
  }

  /** An H.264 picture of NAL units of these sizes. */
  private void picture(int... nals) throws Exception {
    ByteBuffer data = ByteBuffer.allocate(60_000);
    for (int nal : nals) {
      data.putInt(nal).put((byte) 0x41).position(data.position() + nal - 1);
    }
    byte[] bytes = Arrays.copyOf(data.array(), data.position());
    FilmInfo.Video video = INFO.videos().get(0);
    add(Payloader.of(video).packetise(new AccessUnit(Track.VIDEO, stamp, false, bytes)), video);
  }

  private void sound(int size) throws Exception {
    FilmInfo.Audio audio = new FilmInfo.Audio(Codec.OPUS, 2, null);
    AccessUnit unit = new AccessUnit(Track.AUDIO, stamp, true, new byte[size]);
    add(Payloader.of(audio).packetise(unit), null);
  }

  private void add(PacketisedUnit unit, FilmInfo.Video format) {
    stamp += 1_000_000;
    sender.add(new DueUnit(new ReadUnit(unit, 0, format, null), stamp), stamp);
  }

  /**
   * What leaves now, as sends: of equal packets, but for a shorter last one (Linux udp(7),
   * UDP_SEGMENT).
   */
  private List<List<Integer>> sends() {
    stamp += 100_000_000;
    List<List<Integer>> sends = new ArrayList<>();
    byte[] b = new byte[1500];
    List<Integer> run = new ArrayList<>();
    for (int length = sender.write(b, 0, stamp); length > 0; length = sender.write(b, 0, stamp)) {
      if (!run.isEmpty() && (length > run.get(0) || run.get(run.size() - 1) < run.get(0))) {
        sends.add(run);
        run = new ArrayList<>();
      }
      run.add(length);
    }
    if (!run.isEmpty()) {
      sends.add(run);
    }
    return sends;
  }
}
