/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.util.List;
import java.util.Optional;

/**
 * What an MP4 file holds: its picture and sound tracks in file order, tracks of other kinds left
 * out.
 *
 * @param fragmented true if the samples are described by moof boxes
 */
public record Mp4Movie(List<Mp4Track> tracks, boolean fragmented) {
  public Mp4Movie {
    tracks = List.copyOf(tracks);
  }

  /** The first picture track. */
  public Optional<Mp4Track> video() {
    return tracks.stream().filter(Mp4Track::isVideo).findFirst();
  }

  /** The first sound track. */
  public Optional<Mp4Track> audio() {
    return tracks.stream().filter(track -> !track.isVideo()).findFirst();
  }
}
