/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;
import org.castbridge.media.negotiation.Negotiated;
import org.castbridge.media.negotiation.NegotiatedFormat;
import org.castbridge.media.playout.ViewerFormats;

/** What was negotiated, asked unit by unit: remembers its last answer. Not for several threads. */
final class Formats implements ViewerFormats {
  private final Negotiated negotiated;
  private FilmInfo.Video lastVideo;
  private NegotiatedFormat lastFormat;

  Formats(Negotiated negotiated) {
    this.negotiated = negotiated;
  }

  /** The format a rendition goes out in; null if the viewer has none for it. */
  NegotiatedFormat of(FilmInfo.Video video) {
    if (video != lastVideo) {
      lastFormat = negotiated.video() == null ? null : negotiated.video().formatFor(video);
      lastVideo = video;
    }
    return lastFormat;
  }

  @Override
  public boolean receives(Track track) {
    return (track == Track.VIDEO ? negotiated.video() : negotiated.audio()) != null;
  }

  @Override
  public boolean plays(FilmInfo.Video video) {
    return of(video) != null;
  }

  @Override
  public boolean plays(FilmInfo.Audio audio) {
    return negotiated.audio() != null && negotiated.audio().formatFor(audio) != null;
  }

  @Override
  public int packetizationMode(FilmInfo.Video video) {
    NegotiatedFormat format = of(video);
    return format == null ? 1 : format.packetizationMode();
  }
}
