/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.util.List;
import java.util.Optional;

/**
 * What a media file holds: its picture and sound tracks in file order, tracks of other kinds left
 * out.
 *
 * @param fragmented true if the samples are described by moof boxes
 */
public record Movie(List<MovieTrack> tracks, boolean fragmented) {
  public Movie {
    tracks = List.copyOf(tracks);
  }

  public List<MovieTrack> videos() {
    return tracks.stream().filter(MovieTrack::isVideo).toList();
  }

  public List<MovieTrack> audios() {
    return tracks.stream().filter(track -> !track.isVideo()).toList();
  }

  /** The first picture track. */
  public Optional<MovieTrack> video() {
    return tracks.stream().filter(MovieTrack::isVideo).findFirst();
  }

  /** The first sound track. */
  public Optional<MovieTrack> audio() {
    return tracks.stream().filter(track -> !track.isVideo()).findFirst();
  }
}
