/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.channel;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;

/**
 * A channel's past in memory, as a recorder on disk would keep it: what belongs to a key frame can
 * be read once the next one has come.
 */
public final class MemoryRing implements UnitListener, TimeShift {
  private final Channel channel;
  private final long lengthUs;
  private final List<AccessUnit> units = new ArrayList<>();
  private final List<Integer> syncs = new ArrayList<>();
  private int readable;
  private int first;

  /** Reading fails. */
  public boolean damaged;

  public MemoryRing(Channel channel, long lengthUs) {
    this.channel = channel;
    this.lengthUs = lengthUs;
  }

  @Override
  public void video(int rendition, AccessUnit unit) {
    if (unit.sync()) {
      readable = units.size();
      syncs.add(readable);
      while (first < readable && units.get(first).ptsUs() < unit.ptsUs() - lengthUs) {
        first++;
      }
    }
    units.add(unit);
  }

  @Override
  public void audio(int index, AccessUnit unit) {
    units.add(unit);
  }

  @Override
  public void formatChanged(int rendition, FilmInfo.Video format) {}

  @Override
  public FilmSource open() {
    return new Cursor();
  }

  @Override
  public long startUs() {
    return units.isEmpty() ? Long.MAX_VALUE : units.get(first).ptsUs();
  }

  @Override
  public long lengthUs() {
    return lengthUs;
  }

  private final class Cursor implements FilmSource {
    private int next = first;
    private boolean closed;

    @Override
    public FilmInfo info() {
      return channel.info();
    }

    @Override
    public AccessUnit next() {
      if (closed) {
        throw new AssertionError("read after close");
      }
      if (damaged) {
        throw new FilmReadException("the recording is damaged");
      }
      next = Math.max(next, first);
      return next < readable ? units.get(next++) : null;
    }

    @Override
    public long seek(long us) {
      if (damaged) {
        throw new FilmReadException("the recording is damaged");
      }
      int at = -1;
      for (int i = syncs.size() - 2; i >= 0 && syncs.get(i) >= first; i--) {
        at = syncs.get(i);
        if (units.get(at).ptsUs() <= us) {
          break;
        }
      }
      next = Math.max(0, at);
      return units.get(next).ptsUs();
    }

    @Override
    public AccessUnit reread(int rendition, long ptsUs) {
      return units.stream()
          .filter(u -> u.track() == Track.VIDEO && u.ptsUs() == ptsUs)
          .findFirst()
          .orElse(null);
    }

    @Override
    public long startUs() {
      return MemoryRing.this.startUs();
    }

    @Override
    public long endUs() {
      return readable == 0 ? startUs() : units.get(readable - 1).ptsUs();
    }

    @Override
    public boolean growing() {
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
