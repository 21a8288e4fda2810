/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.castbridge.content.container.Language;

/**
 * What the store knows of one film: its {@code asset.json}.
 *
 * @param id {@link #ID}
 * @param durationMs milliseconds
 * @param servicePackage the package a user needs: basic, premium, ...
 * @param ageLevel youngest viewer in years, 0 for all
 * @param isPublic true if anybody may watch it without signing in (WHEP)
 * @param poster name of the picture in the asset's folder
 * @param renditions of the picture, the preferred one first
 * @param audios languages of the sound, the preferred one first; empty if the film has no sound
 * @param recording null unless it was recorded from a channel
 */
public record Asset(
    String id,
    String title,
    String synopsis,
    long durationMs,
    String servicePackage,
    int ageLevel,
    boolean isPublic,
    String poster,
    List<Rendition> renditions,
    List<Audio> audios,
    Recording recording) {

  /** Ids are folder names and parts of URLs and SIP user parts; nothing in them needs escaping. */
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private static final int MAX_TRACKS = 64;

  /**
   * One rendition of the picture: the first picture track of a file.
   *
   * @param file name of the media file in the asset's folder
   */
  public record Rendition(String file, Video video) {
    public Rendition {
      require(file != null && FILE_NAME.matcher(file).matches(), "file");
      require(video != null, "video");
    }
  }

  /**
   * @param codec H264, H265, VP8, VP9 or AV1
   * @param profile as in {@link org.castbridge.media.film.FilmInfo.Video#profile()}
   * @param bitrate bits a second, 0 if not known
   * @param maxNal bytes of the largest NAL unit, 0 if not known or the codec has none
   */
  public record Video(
      String codec,
      String profile,
      int width,
      int height,
      double frameRate,
      int bitrate,
      int maxNal) {
    private static final String PROFILE_LEVEL_ID = "profile-level-id=";

    public Video {
      require(codec != null && !codec.isBlank(), "codec");
      require(profile != null, "profile");
      require(bitrate >= 0, "bitrate");
      require(maxNal >= 0, "maxNal");
    }

    /** Six hexadecimal digits; null unless H.264. */
    public String profileLevelId() {
      return profile.startsWith(PROFILE_LEVEL_ID)
          ? profile.substring(PROFILE_LEVEL_ID.length())
          : null;
    }
  }

  /**
   * One language of the sound.
   *
   * @param file the file that has it; null: the first rendition's
   * @param track which of that file's sound tracks, from 0
   * @param codec opus
   * @param language BCP 47 tag, null if not known
   */
  public record Audio(String file, int track, String codec, int channels, String language) {
    public Audio {
      require(file == null || FILE_NAME.matcher(file).matches(), "file");
      require(track >= 0 && track < MAX_TRACKS, "track");
      require(codec != null && !codec.isBlank(), "codec");
      require(channels > 0, "channels");
      require(language == null || Language.isTag(language), "language");
    }
  }

  /**
   * Where a recording came from, and the files it has: a new one begins where the channel changed
   * its format.
   *
   * @param channel the channel's id
   * @param startUs channel time of the first picture, microseconds of UTC since 1970
   * @param files in the order they are played
   */
  public record Recording(String channel, long startUs, List<String> files) {
    public Recording {
      require(channel != null && !channel.isBlank(), "channel");
      require(startUs >= 0, "startUs");
      files = List.copyOf(files);
      require(!files.isEmpty(), "files");
      for (String file : files) {
        require(FILE_NAME.matcher(file).matches(), "files");
      }
    }
  }

  /**
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public Asset {
    require(isId(id), "id");
    require(title != null && !title.isBlank(), "title");
    Objects.requireNonNull(synopsis);
    require(durationMs > 0, "durationMs");
    require(servicePackage != null && ID.matcher(servicePackage).matches(), "package");
    require(ageLevel >= 0 && ageLevel <= 99, "ageLevel");
    require(poster != null && FILE_NAME.matcher(poster).matches(), "poster");
    renditions = List.copyOf(renditions);
    audios = List.copyOf(audios);
    require(!renditions.isEmpty() && renditions.size() <= MAX_TRACKS, "renditions");
    require(audios.size() <= MAX_TRACKS, "audios");
  }

  /** Name of the preferred rendition's file. */
  public String file() {
    return renditions.get(0).file();
  }

  /** The preferred rendition. */
  public Video video() {
    return renditions.get(0).video();
  }

  /** The preferred sound; null if the film has none. */
  public Audio audio() {
    return audios.isEmpty() ? null : audios.get(0);
  }

  /** True for {@code [a-z0-9][a-z0-9-]{0,63}}. */
  public static boolean isId(String id) {
    return id != null && ID.matcher(id).matches();
  }

  private static void require(boolean holds, String field) {
    if (!holds) {
      throw new IllegalArgumentException("the field " + field + " is missing or wrong");
    }
  }
}
