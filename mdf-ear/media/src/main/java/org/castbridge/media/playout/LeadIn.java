/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import java.util.ArrayDeque;
import java.util.Deque;
import org.castbridge.media.film.Track;

/**
 * What has been read ahead for a seek: the pictures from the key frame up to the target, and what
 * follows.
 *
 * @param positionUs where the programme goes on: the target, or the key frame if the way to the
 *     target is too long
 * @param pictures to be sent at once; shown, if at all, for a moment only
 * @param following already read, due in their turn
 */
record LeadIn(long positionUs, Deque<ReadUnit> pictures, Deque<ReadUnit> following) {

  static LeadIn none(long positionUs) {
    return new LeadIn(positionUs, new ArrayDeque<>(2), new ArrayDeque<>(2));
  }

  /** Positions the reader at the key frame and reads up to the target, within the limits. */
  static LeadIn read(UnitReader reader, long targetUs, PlayoutLimits limits) {
    long syncUs = reader.seek(targetUs);
    if (syncUs >= targetUs) {
      return none(syncUs);
    }
    Deque<ReadUnit> read = new ArrayDeque<>();
    int bytes = 0;
    int pictures = 0;
    while (bytes <= limits.leadInBytes() && pictures <= limits.leadInPictures()) {
      ReadUnit unit = reader.next();
      if (unit == null || unit.unit().ptsUs() >= targetUs) {
        return at(targetUs, read, unit);
      }
      read.add(unit);
      if (unit.unit().track() == Track.VIDEO) {
        bytes += unit.unit().size();
        pictures++;
      }
    }
    return new LeadIn(syncUs, new ArrayDeque<>(2), read);
  }

  /** Sound from before the target is not heard. */
  private static LeadIn at(long targetUs, Deque<ReadUnit> before, ReadUnit next) {
    before.removeIf(unit -> unit.unit().track() == Track.AUDIO);
    Deque<ReadUnit> following = new ArrayDeque<>(2);
    if (next != null) {
      following.add(next);
    }
    return new LeadIn(targetUs, before, following);
  }
}
