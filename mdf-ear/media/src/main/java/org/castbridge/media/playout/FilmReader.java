/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;
import org.castbridge.media.payload.PacketisedUnit;
import org.castbridge.media.payload.PayloadException;
import org.castbridge.media.payload.Payloader;

/** Reads something stored, for one viewer, and cuts it into that viewer's packets. */
final class FilmReader implements UnitReader, ReadUnit.Keeper {
  private final FilmSource source;
  private final FilmInfo info;
  private final ViewerFormats formats;
  private final Payloader[] videoPayloaders;
  private final Payloader[] audioPayloaders;
  private boolean closed;

  /** The picture reread last: its packets are asked for one after the other. */
  private PacketisedUnit reread;

  private int rereadRendition;

  FilmReader(FilmSource source, ViewerFormats formats) {
    this.source = source;
    this.info = source.info();
    this.formats = formats;
    this.videoPayloaders = new Payloader[info.videos().size()];
    this.audioPayloaders = new Payloader[info.audios().size()];
  }

  @Override
  public long seek(long us) {
    return source.seek(us);
  }

  @Override
  public ReadUnit next() {
    while (true) {
      AccessUnit unit = source.next();
      if (unit == null) {
        return null;
      }
      if (formats.receives(unit.track())) {
        int rendition = source.rendition();
        boolean video = unit.track() == Track.VIDEO;
        return new ReadUnit(
            packetise(unit, rendition),
            rendition,
            video ? info.videos().get(rendition) : null,
            video ? this : null);
      }
    }
  }

  private PacketisedUnit packetise(AccessUnit unit, int rendition) {
    try {
      return payloader(unit.track(), rendition).packetise(unit);
    } catch (PayloadException e) {
      throw new FilmReadException(e.getMessage(), e);
    }
  }

  private Payloader payloader(Track track, int rendition) {
    Payloader[] payloaders = track == Track.VIDEO ? videoPayloaders : audioPayloaders;
    if (payloaders[rendition] == null) {
      payloaders[rendition] =
          track == Track.VIDEO
              ? Payloader.of(
                  info.videos().get(rendition),
                  formats.packetizationMode(info.videos().get(rendition)))
              : Payloader.of(info.audios().get(rendition));
    }
    return payloaders[rendition];
  }

  @Override
  public PacketisedUnit again(int rendition, long ptsUs) {
    if (closed) {
      return null;
    }
    if (reread != null && rereadRendition == rendition && reread.ptsUs() == ptsUs) {
      return reread;
    }
    try {
      AccessUnit unit = source.reread(rendition, ptsUs);
      reread = unit == null ? null : packetise(unit, rendition);
      rereadRendition = rendition;
      return reread;
    } catch (FilmReadException e) {
      return null; // the viewer goes without; reading on will say what is wrong
    }
  }

  /** Lets go of the picture reread last: it would be kept for nothing. */
  void forgetReread() {
    reread = null;
  }

  @Override
  public boolean growing() {
    return source.growing();
  }

  @Override
  public void select(int video, int audio) {
    source.select(Math.max(0, video), Math.max(0, audio));
  }

  long startUs() {
    return source.startUs();
  }

  long endUs() {
    return source.endUs();
  }

  @Override
  public void close() {
    closed = true;
    reread = null;
    source.close();
  }
}
