/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import java.util.Objects;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;

/** What a viewer watches: something stored, or a live channel with its past. */
public sealed interface Programme {
  /** What it is made of, as an offer is answered by. */
  FilmInfo info();

  /** Lets go of what belongs to this viewer alone. Idempotent. */
  void close();

  /**
   * A stored film.
   *
   * @param source a cursor for this viewer alone; whoever plays it closes it
   */
  record Film(FilmSource source) implements Programme {
    public Film {
      Objects.requireNonNull(source);
    }

    @Override
    public FilmInfo info() {
      return source.info();
    }

    @Override
    public void close() {
      source.close();
    }
  }

  /** A channel, shared by all who watch it. */
  record Live(Channel channel) implements Programme {
    public Live {
      Objects.requireNonNull(channel);
    }

    @Override
    public FilmInfo info() {
      return channel.info();
    }

    @Override
    public void close() {
      // the channel goes on without this viewer
    }
  }
}
