/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.util.List;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.playout.Playout;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.rate.RenditionChooser;

/** Keeps the rendition of what is playing within what the viewer's way carries. */
final class RenditionControl {
  private final Formats formats;
  private Playout playout;

  /** Of {@link #playout}; null where there is nothing to choose among. */
  private RenditionChooser chooser;

  private long switches;

  RenditionControl(Formats formats) {
    this.formats = formats;
  }

  /** The viewer has reported; at other speeds than 1 the rates say nothing. */
  void reported(Playout playing, Feedback feedback, long now) {
    if (playing != playout) {
      playout = playing;
      chooser = chooser(playing);
    }
    boolean measured = playing.phase() == PlayoutState.Phase.PLAYING && playing.scale() == 1.0;
    if (chooser == null || !measured) {
      return;
    }
    int current = playing.video();
    int next = chooser.choose(current, feedback.loss(), feedback.estimatedBitrate(), now);
    if (next != current) {
      playing.select(next, playing.audio());
      switches++;
    }
  }

  /** What this one shows, or will from the next key frame on. */
  RenditionShown shown(Playout playing) {
    List<FilmInfo.Video> videos = playing.programme().info().videos();
    int index = playing.video() < videos.size() ? playing.video() : -1;
    return new RenditionShown(index, index < 0 ? null : videos.get(index), switches);
  }

  private RenditionChooser chooser(Playout playing) {
    int[] bitrates = playing.programme().info().videos().stream().mapToInt(this::bitrate).toArray();
    return bitrates.length < 2 ? null : new RenditionChooser(bitrates);
  }

  private int bitrate(FilmInfo.Video video) {
    return formats.plays(video) ? video.bitrate() : 0;
  }
}
