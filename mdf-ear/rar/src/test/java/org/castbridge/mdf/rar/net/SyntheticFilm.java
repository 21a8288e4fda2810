/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;

/**
 * A film made of numbers: VP8-like pictures every 40 ms, a key frame a second, and an audio packet
 * every 20 ms.
 */
final class SyntheticFilm implements FilmSource {
  static final int AUDIO_BYTES = 160;
  private static final int PICTURE_BYTES = 4_000;

  final AtomicBoolean closed = new AtomicBoolean();
  private final long durationUs;
  private long picture;
  private long sound;

  SyntheticFilm(int seconds) {
    durationUs = seconds * 1_000_000L;
  }

  static byte[] audio(long number) {
    byte[] b = new byte[AUDIO_BYTES];
    new Random(number).nextBytes(b);
    return b;
  }

  static byte[] video(long number) {
    byte[] b = new byte[PICTURE_BYTES];
    new Random(~number).nextBytes(b);
    b[0] =
        (byte) (number % 25 == 0 ? 0x10 : 0x11); // RFC 6386 section 9.1: bit 0 clear is a key frame
    return b;
  }

  @Override
  public FilmInfo info() {
    return new FilmInfo(
        "synthetic",
        durationUs,
        new FilmInfo.Video(Codec.VP8, "", 640, 360, 25, 0, 0, List.of()),
        new FilmInfo.Audio(Codec.OPUS, 2, null));
  }

  @Override
  public AccessUnit next() {
    long videoUs = picture * 40_000;
    long audioUs = sound * 20_000;
    if (Math.min(videoUs, audioUs) >= durationUs) {
      return null;
    }
    if (videoUs <= audioUs) {
      return new AccessUnit(Track.VIDEO, videoUs, picture % 25 == 0, video(picture++));
    }
    return new AccessUnit(Track.AUDIO, audioUs, true, audio(sound++));
  }

  @Override
  public long seek(long us) {
    picture = Math.min(us, durationUs - 1) / 1_000_000 * 25;
    sound = picture * 2;
    return picture * 40_000;
  }

  @Override
  public AccessUnit reread(int rendition, long ptsUs) {
    long number = ptsUs / 40_000;
    return new AccessUnit(Track.VIDEO, ptsUs, number % 25 == 0, video(number));
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
