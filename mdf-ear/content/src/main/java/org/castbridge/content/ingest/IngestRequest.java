/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import java.nio.file.Path;
import java.util.List;

/**
 * What the operator says about a file; the rest is read from it. Fields as in {@link
 * org.castbridge.content.Asset}.
 *
 * @param file the film, or its preferred rendition
 * @param renditions further files with the same film at other sizes or rates, or in other codecs
 * @param sounds further files with sound only
 * @param language of the first sound in {@code file}; null: as the file says
 * @param poster a JPEG to use; null: a picture of the film
 * @param prepare true if ffmpeg may be used to make a file that fits
 * @param profile what a picture is encoded to
 * @param replace true if an asset of that id may be replaced
 */
public record IngestRequest(
    Path file,
    List<Path> renditions,
    List<Sound> sounds,
    String language,
    String id,
    String title,
    String synopsis,
    String servicePackage,
    int ageLevel,
    boolean isPublic,
    Path poster,
    boolean prepare,
    Profile profile,
    boolean replace) {

  public IngestRequest {
    renditions = List.copyOf(renditions);
    sounds = List.copyOf(sounds);
  }

  /**
   * Another language of the sound.
   *
   * @param language BCP 47 tag; null: as the file says
   */
  public record Sound(Path file, String language) {}

  /** What a picture is encoded to if it has to be. */
  public enum Profile {
    /** H.264 if a picture does not fit as it is. */
    AS_NEEDED,
    /** Every picture is to be H.264. */
    H264,
    /** Every picture is to be VP9. */
    VP9,
    /** Every picture is to be AV1. */
    AV1
  }
}
