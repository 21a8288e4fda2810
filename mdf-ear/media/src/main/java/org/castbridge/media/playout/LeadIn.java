/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import java.util.ArrayDeque;
import java.util.Deque;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;

/**
 * What has been read ahead for a seek: the pictures from the key frame up to the target, and what
 * follows.
 *
 * @param positionUs where the film goes on: the target, or the key frame if the way to the target
 *     is too long
 * @param pictures to be sent at once; shown, if at all, for a moment only
 * @param following already read, due in their turn
 */
record LeadIn(long positionUs, Deque<AccessUnit> pictures, Deque<AccessUnit> following) {

  static LeadIn none(long positionUs) {
    return new LeadIn(positionUs, new ArrayDeque<>(), new ArrayDeque<>());
  }

  /** Positions the source at the key frame and reads up to the target, within the limits. */
  static LeadIn read(FilmSource source, long targetUs, PlayoutLimits limits) {
    long syncUs = source.seek(targetUs);
    if (syncUs >= targetUs) {
      return none(targetUs);
    }
    Deque<AccessUnit> read = new ArrayDeque<>();
    int bytes = 0;
    int pictures = 0;
    while (bytes <= limits.leadInBytes() && pictures <= limits.leadInPictures()) {
      AccessUnit unit = source.next();
      if (unit == null || unit.ptsUs() >= targetUs) {
        return at(targetUs, read, unit);
      }
      read.add(unit);
      if (unit.track() == Track.VIDEO) {
        bytes += unit.data().length;
        pictures++;
      }
    }
    return new LeadIn(syncUs, new ArrayDeque<>(), read);
  }

  /** Sound from before the target is not heard. */
  private static LeadIn at(long targetUs, Deque<AccessUnit> before, AccessUnit next) {
    before.removeIf(unit -> unit.track() == Track.AUDIO);
    Deque<AccessUnit> following = new ArrayDeque<>();
    if (next != null) {
      following.add(next);
    }
    return new LeadIn(targetUs, before, following);
  }
}
