/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.playout.PlayoutState.Phase;

/**
 * What one viewer is shown one after the other: a programme, another one it is switched to, and
 * what is put in between at a picture, with the way back. Not for several threads.
 */
public final class Programmes {
  private Playout current;

  /** What goes on after the insertion that is playing; null if none is. */
  private Playout parked;

  private boolean parkedLive;

  /** To be put in at {@link #atUs}; null for nothing. */
  private Playout coming;

  private long atUs;

  public Programmes(Playout first) {
    current = first;
  }

  /** What is playing, an insertion included. */
  public Playout current() {
    return current;
  }

  /** The programme itself, though an insertion may be playing. */
  public Playout main() {
    return parked != null ? parked : current;
  }

  /** Goes over to another programme at once; lets go of everything else. */
  public void switchTo(Playout next) {
    close();
    current = next;
  }

  /**
   * Puts a film in where the programme reaches a time; at its end the programme goes on with the
   * picture of that time, a channel that was live at the live edge. A later one takes the place of
   * one that has not begun.
   *
   * @param programmeUs in the programme's time; what has passed already is now
   */
  public void insert(Playout film, long programmeUs) {
    dropComing();
    coming = film;
    atUs = programmeUs;
  }

  /** The viewer goes elsewhere by command: no insertion goes along. */
  public void dropInsertions() {
    dropComing();
    if (parked != null) {
      current.close();
      current = parked;
      parked = null;
    }
  }

  private void dropComing() {
    if (coming != null) {
      coming.close();
      coming = null;
    }
  }

  /** True while an insertion is playing. */
  public boolean inserted() {
    return parked != null;
  }

  /**
   * The next unit that is due; see {@link Playout#poll}.
   *
   * @throws FilmReadException if it cannot be read any further
   */
  public DueUnit poll(long now) {
    DueUnit due = current.poll(now);
    if (due != null && coming != null && parked == null && due.unit().ptsUs() >= atUs) {
      enter(now); // this unit is read again on the way back
      return current.poll(now);
    }
    if (due == null && parked != null && current.phase() == Phase.ENDED) {
      leave(now);
      return current.poll(now);
    }
    return due;
  }

  private void enter(long now) {
    parkedLive = current.live();
    current.pause(now);
    parked = current;
    current = coming;
    coming = null;
    current.open(now);
    play(null, now);
  }

  private void leave(long now) {
    current.close();
    current = parked;
    parked = null;
    play(parkedLive ? current.endUs(now) : Math.max(atUs, current.startUs()), now);
  }

  private void play(Long positionUs, long now) {
    try {
      current.play(positionUs, 1, now);
    } catch (PlayoutException e) {
      throw new FilmReadException(e.getMessage(), e);
    }
  }

  /** See {@link Playout#nextWakeUp}. */
  public long nextWakeUp() {
    return current.nextWakeUp();
  }

  /** Lets go of everything. Idempotent. */
  public void close() {
    dropComing();
    current.close();
    if (parked != null) {
      parked.close();
      parked = null;
    }
  }
}
