/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.film;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A film made up on the fly: pictures of random size and content that carry their own presentation
 * time, a key frame at each multiple of the interval, an Opus-sized packet each 20 ms if nothing
 * else is said.
 */
public final class SyntheticFilm implements FilmSource {
  public static final byte[] SPS = {0x67, 0x42, (byte) 0xE0, 0x1F, 1, 2, 3};
  public static final byte[] PPS = {0x68, 4, 5, 6};

  private final Codec codec;
  private final long durationUs;
  private final int fps;
  private final int picturesPerKey;
  private final int meanSize;
  private final long soundUs;
  private int nextVideo;
  private int nextAudio;
  private boolean closed;
  private long unreadableFromUs = Long.MAX_VALUE;

  /**
   * @param meanSize bytes of a picture; key frames have five times that
   */
  public SyntheticFilm(Codec codec, double seconds, int fps, int picturesPerKey, int meanSize) {
    this(codec, seconds, fps, picturesPerKey, meanSize, 20_000);
  }

  /**
   * @param soundUs microseconds of sound in a packet; Opus has up to 120 ms (RFC 7587 section 4.2)
   */
  public SyntheticFilm(
      Codec codec, double seconds, int fps, int picturesPerKey, int meanSize, long soundUs) {
    this.codec = codec;
    this.durationUs = (long) (seconds * 1e6);
    this.fps = fps;
    this.picturesPerKey = picturesPerKey;
    this.meanSize = meanSize;
    this.soundUs = soundUs;
  }

  /** 25 pictures a second, a key frame each second, about 0.5 Mbit/s. */
  public static SyntheticFilm small(double seconds) {
    return new SyntheticFilm(Codec.H264, seconds, 25, 25, 2000);
  }

  /** From there on reading fails. */
  public void breakAt(long us) {
    unreadableFromUs = us;
  }

  @Override
  public FilmInfo info() {
    boolean h264 = codec == Codec.H264;
    return new FilmInfo(
        "synthetic",
        durationUs,
        new FilmInfo.Video(
            codec,
            h264 ? FilmInfo.Video.h264Profile("42e01f") : "",
            1280,
            720,
            fps,
            0,
            0,
            h264 ? List.of(SPS, PPS) : List.of()),
        new FilmInfo.Audio(Codec.OPUS, 2, null));
  }

  public long videoPts(int index) {
    return index * 1_000_000L / fps;
  }

  public long soundPts(int index) {
    return index * soundUs;
  }

  public boolean isKey(int index) {
    return index % picturesPerKey == 0;
  }

  public int pictures() {
    return (int) ((durationUs * fps + 999_999) / 1_000_000);
  }

  public int sounds() {
    return (int) ((durationUs + soundUs - 1) / soundUs);
  }

  public AccessUnit video(int index) {
    Random random = new Random(index * 31L + 7);
    int size = 20 + random.nextInt(2 * meanSize) * (isKey(index) ? 5 : 1);
    byte[] data = new byte[size];
    random.nextBytes(data);
    ByteBuffer head = ByteBuffer.wrap(data);
    if (codec == Codec.H264) {
      head.putInt(size - 4).put((byte) (isKey(index) ? 0x65 : 0x41));
    }
    head.putInt(index);
    return new AccessUnit(Track.VIDEO, videoPts(index), isKey(index), data);
  }

  public AccessUnit audio(int index) {
    byte[] data = new byte[160 + index % 90];
    Arrays.fill(data, (byte) index);
    ByteBuffer.wrap(data).putInt(index);
    return new AccessUnit(Track.AUDIO, index * soundUs, true, data);
  }

  /** The index within its track that a received unit says it has. */
  public int indexOf(Track track, byte[] unit) {
    return ByteBuffer.wrap(unit).getInt(track == Track.VIDEO && codec == Codec.H264 ? 5 : 0);
  }

  @Override
  public AccessUnit next() {
    long video = nextVideo < pictures() ? videoPts(nextVideo) : Long.MAX_VALUE;
    long audio = nextAudio < sounds() ? nextAudio * soundUs : Long.MAX_VALUE;
    if (video == Long.MAX_VALUE && audio == Long.MAX_VALUE) {
      return null;
    }
    if (Math.min(video, audio) >= unreadableFromUs) {
      throw new FilmReadException("truncated at " + unreadableFromUs + " us");
    }
    return video <= audio ? video(nextVideo++) : audio(nextAudio++);
  }

  @Override
  public long seek(long us) {
    int index = Math.min(pictures() - 1, (int) (us * fps / 1_000_000));
    nextVideo = index / picturesPerKey * picturesPerKey;
    long at = videoPts(nextVideo);
    nextAudio = (int) ((at + soundUs - 1) / soundUs);
    return at;
  }

  @Override
  public AccessUnit reread(int rendition, long ptsUs) {
    int index = (int) ((ptsUs * fps + 999_999) / 1_000_000);
    return index < pictures() && videoPts(index) == ptsUs ? video(index) : null;
  }

  @Override
  public void close() {
    closed = true;
  }

  public boolean isClosed() {
    return closed;
  }
}
