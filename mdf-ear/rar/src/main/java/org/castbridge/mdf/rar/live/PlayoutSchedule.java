/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import java.util.List;
import org.castbridge.mdf.rar.ChannelInputSpec.Item;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;

/** The films of a playout channel with their lengths, as a loop. For one thread. */
final class PlayoutSchedule {
  /** The schedule cannot be played; the message is a sentence for the operator. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A place in the loop. */
  record Place(int item, long offsetUs) {}

  private final List<Item> items;
  private final long[] lengths;

  PlayoutSchedule(List<Item> items) {
    this.items = items;
    this.lengths = new long[items.size()];
  }

  int size() {
    return items.size();
  }

  String id(int item) {
    return items.get(item).id();
  }

  long lengthUs(int item) {
    return lengths[item];
  }

  /** Of the whole loop. */
  long lengthUs() {
    long sum = 0;
    for (long length : lengths) {
      sum += length;
    }
    return sum;
  }

  /**
   * Looks at all films.
   *
   * @throws Refusal if one cannot be read, or they do not go together
   */
  void measure() throws Refusal {
    FilmInfo first = null;
    for (int i = 0; i < items.size(); i++) {
      try (FilmSource source = open(i)) {
        FilmInfo info = source.info();
        if (first != null && (codec(info) != codec(first) || sound(info) != sound(first))) {
          throw new Refusal(
              "The films of a channel need the same codecs: "
                  + words(0, first)
                  + ", "
                  + words(i, info)
                  + ".",
              null);
        }
        first = first == null ? info : first;
      }
    }
  }

  private static Codec codec(FilmInfo info) {
    return info.video() == null ? null : info.video().codec();
  }

  private static Codec sound(FilmInfo info) {
    return info.audio() == null ? null : info.audio().codec();
  }

  private String words(int item, FilmInfo info) {
    return id(item)
        + " is "
        + (codec(info) == null ? "without picture" : codec(info))
        + (sound(info) == null ? " without sound" : "");
  }

  /** The place so far into the loop, from 0 to less than {@link #lengthUs()}. */
  Place at(long us) {
    long rest = us;
    for (int i = 0; i < lengths.length; i++) {
      if (rest < lengths[i]) {
        return new Place(i, rest);
      }
      rest -= lengths[i];
    }
    return new Place(0, 0);
  }

  /** Opens a film at its beginning, and measures it: it may have been replaced meanwhile. */
  FilmSource open(int item) throws Refusal {
    FilmSource source;
    try {
      source = items.get(item).opener().open();
    } catch (Exception e) { // whatever a store throws: the operator is told the reason
      throw new Refusal("The film " + id(item) + " cannot be opened: " + e.getMessage(), e);
    }
    try {
      lengths[item] = measure(source);
      source.seek(0);
      return source;
    } catch (RuntimeException e) {
      source.close();
      throw new Refusal("The film " + id(item) + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Up to where the picture after the last one would begin; of sound alone, to its end. */
  private static long measure(FilmSource source) {
    FilmInfo info = source.info();
    if (info.video() == null) {
      return info.durationUs();
    }
    source.seek(info.durationUs());
    long last = 0;
    for (AccessUnit unit = source.next(); unit != null; unit = source.next()) {
      if (unit.track() == Track.VIDEO) {
        last = unit.ptsUs();
      }
    }
    double rate = info.video().frameRate();
    return last + Math.round(1e6 / (rate > 0 ? rate : 25));
  }
}
