/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.castbridge.content.ContentException;
import org.castbridge.content.NalUnits;
import org.castbridge.content.container.Av1Config;
import org.castbridge.content.container.AvcConfig;
import org.castbridge.content.container.CodecConfig;
import org.castbridge.content.container.HevcConfig;
import org.castbridge.content.container.MovieTrack;
import org.castbridge.content.container.OpusConfig;
import org.castbridge.content.container.SampleEntry;
import org.castbridge.content.container.VpConfig;
import org.castbridge.content.mp4.FragmentWriter;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;

/** Between a channel's formats and the tracks of a file. */
final class TrackHeads {
  private static final int OPUS_PRE_SKIP = 312; // what libopus asks for at 48 kHz

  private TrackHeads() {}

  /**
   * The tracks of a file with these formats.
   *
   * @param keys a key frame of each rendition, null where there has been none yet
   * @throws ContentException if a format cannot be written
   */
  static List<FragmentWriter.Track> of(Formats formats, List<AccessUnit> keys)
      throws ContentException {
    List<FragmentWriter.Track> tracks = new ArrayList<>();
    for (int i = 0; i < formats.videos().size(); i++) {
      tracks.add(new FragmentWriter.Track(video(formats.videos().get(i), keys.get(i)), null));
    }
    for (FilmInfo.Audio audio : formats.audios()) {
      OpusConfig opus = new OpusConfig(audio.channels(), OPUS_PRE_SKIP, 0);
      SampleEntry entry = new SampleEntry("Opus", 0, 0, audio.channels(), opus, 1);
      tracks.add(new FragmentWriter.Track(entry, audio.language()));
    }
    return tracks;
  }

  private static SampleEntry video(FilmInfo.Video video, AccessUnit key) throws ContentException {
    CodecConfig config = config(video, key);
    String format =
        switch (video.codec()) {
          case H264 -> config.parameterSets().isEmpty() ? "avc3" : "avc1";
          case H265 -> "hvc1";
          case VP8 -> "vp08";
          case VP9 -> "vp09";
          default -> "av01";
        };
    return new SampleEntry(format, video.width(), video.height(), 0, config, 1);
  }

  private static CodecConfig config(FilmInfo.Video video, AccessUnit key) throws ContentException {
    Map<String, Integer> profile = parameters(video.profile());
    return switch (video.codec()) {
      case H264 -> avc(video, key);
      case H265 -> HevcConfig.of(sets(video, key, 1, 63, 32, 34));
      case VP8 -> VpConfig.VP8;
      case VP9 -> vp9(profile.getOrDefault("profile-id", 0));
      default -> key == null ? av1(profile) : Av1Config.ofUnit(key.data());
    };
  }

  private static AvcConfig avc(FilmInfo.Video video, AccessUnit key) throws ContentException {
    byte[] level;
    try {
      level = HexFormat.of().parseHex(video.profileLevelId());
    } catch (IllegalArgumentException e) {
      level = new byte[0];
    }
    if (level.length != 3) {
      throw new ContentException("avcC", 0, "the profile-level-id " + video.profileLevelId());
    }
    List<byte[]> sets = sets(video, key, 0, 31, 7, 8);
    return new AvcConfig(level[0] & 0xff, level[1] & 0xff, level[2] & 0xff, 4, sets);
  }

  /** As announced, else those in the key frame. */
  private static List<byte[]> sets(
      FilmInfo.Video video, AccessUnit key, int shift, int mask, int first, int last)
      throws ContentException {
    if (!video.parameterSets().isEmpty() || key == null) {
      return video.parameterSets();
    }
    Map<Integer, List<byte[]>> sets = new TreeMap<>();
    for (NalUnits.Unit unit : NalUnits.units(key.data(), 4)) {
      int type = key.data()[unit.at()] >> shift & mask;
      if (type >= first && type <= last) {
        byte[] set = java.util.Arrays.copyOfRange(key.data(), unit.at(), unit.at() + unit.length());
        sets.computeIfAbsent(type, any -> new ArrayList<>()).add(set);
      }
    }
    return sets.values().stream().flatMap(List::stream).toList();
  }

  private static VpConfig vp9(int profile) {
    return new VpConfig(true, profile, 0, profile < 2 ? 8 : 10);
  }

  /** Without a sequence header: players find it in the key frames. */
  private static Av1Config av1(Map<String, Integer> profile) throws ContentException {
    int number = profile.getOrDefault("profile", 0);
    int level = profile.getOrDefault("level-idx", 5);
    int tier = profile.getOrDefault("tier", 0);
    byte[] record = {(byte) 0x81, (byte) (number << 5 | level & 31), (byte) (tier << 7 | 0x0c), 0};
    return Av1Config.parse(record);
  }

  /** {@code name=value} pairs of an fmtp with whole numbers. */
  private static Map<String, Integer> parameters(String profile) {
    Map<String, Integer> parameters = new TreeMap<>();
    for (String pair : profile.split(";")) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[1].matches("\\d{1,6}")) {
        parameters.put(parts[0], Integer.parseInt(parts[1]));
      }
    }
    return parameters;
  }

  /**
   * The formats of a file read back; what only the encoder knew is not there.
   *
   * @throws ContentException if the file has a track nobody could have recorded
   */
  static Formats formats(List<MovieTrack> tracks) throws ContentException {
    List<FilmInfo.Video> videos = new ArrayList<>();
    List<FilmInfo.Audio> audios = new ArrayList<>();
    for (MovieTrack track : tracks) {
      Codec codec = track.entry().codec();
      if (codec == null || track.isVideo() && !audios.isEmpty()) {
        throw new ContentException(track.path(), 0, "no track of a recording");
      }
      if (track.isVideo()) {
        CodecConfig config = track.entry().config();
        videos.add(
            new FilmInfo.Video(
                codec,
                config.profile(),
                track.entry().width(),
                track.entry().height(),
                0,
                0,
                0,
                config.parameterSets()));
      } else {
        audios.add(new FilmInfo.Audio(codec, track.entry().channels(), track.language()));
      }
    }
    if (tracks.isEmpty()) {
      throw new ContentException("moov", 0, "no tracks");
    }
    return new Formats(videos, audios);
  }
}
