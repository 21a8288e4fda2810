/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the store knows of one film: its {@code asset.json}.
 *
 * @param id {@link #ID}
 * @param durationMs milliseconds
 * @param servicePackage the package a user needs: basic, premium, ...
 * @param ageLevel youngest viewer in years, 0 for all
 * @param isPublic true if anybody may watch it without signing in (WHEP)
 * @param file name of the media file in the asset's folder
 * @param poster name of the picture in the asset's folder
 * @param audio null if the film has no sound
 */
public record Asset(
    String id,
    String title,
    String synopsis,
    long durationMs,
    String servicePackage,
    int ageLevel,
    boolean isPublic,
    String file,
    String poster,
    Video video,
    Audio audio) {

  /** Ids are folder names and parts of URLs and SIP user parts; nothing in them needs escaping. */
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /**
   * @param codec H264 or VP8
   * @param profileLevelId six hexadecimal digits, null unless H264
   */
  public record Video(
      String codec, String profileLevelId, int width, int height, double frameRate) {}

  /**
   * @param codec opus
   */
  public record Audio(String codec, int channels) {}

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
    require(file != null && FILE_NAME.matcher(file).matches(), "file");
    require(poster != null && FILE_NAME.matcher(poster).matches(), "poster");
    require(video != null, "video");
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
