/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.castbridge.mdf.rar.ChannelRecorder;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/** Keeps what a channel showed, in memory. */
final class CollectingRecorder implements ChannelRecorder {
  final List<AccessUnit> pictures = new CopyOnWriteArrayList<>();
  final List<AccessUnit> sound = new CopyOnWriteArrayList<>();
  final List<FilmInfo.Video> formats = new CopyOnWriteArrayList<>();
  volatile boolean closed;

  @Override
  public void video(int rendition, AccessUnit unit) {
    pictures.add(unit);
  }

  @Override
  public void audio(int index, AccessUnit unit) {
    sound.add(unit);
  }

  @Override
  public void formatChanged(int rendition, FilmInfo.Video format) {
    formats.add(format);
  }

  @Override
  public void close() {
    closed = true;
  }
}
