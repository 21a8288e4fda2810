/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import org.castbridge.media.channel.Channel;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.playout.DueUnit;
import org.castbridge.media.playout.Playout;
import org.castbridge.media.playout.PlayoutException;
import org.castbridge.media.playout.PlayoutLimits;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.PlayoutState.Phase;
import org.castbridge.media.playout.Programme;
import org.castbridge.media.playout.Programmes;
import org.castbridge.media.playout.Stamps;

/**
 * What a viewer watches, and the commands about it: hands what is due to the sender, on one RTP
 * stream a medium whatever is shown. Of the way to the viewer it knows what the viewer reports.
 */
final class ProgrammeControl {
  /** How long live pictures may be held back by the viewer, milliseconds; a film's: as it likes. */
  private static final int LIVE_DELAY_MILLIS = 200;

  private static final int ANY_DELAY_MILLIS = 40_950;

  private final Formats formats;
  private final PlayoutLimits limits;
  private final MediaSender sender;
  private final Stamps stamps = new Stamps();
  private final Programmes programmes;
  private final DelayHint delayHint = new DelayHint();
  private final RenditionControl renditions;
  private final ZapTime zapTime;
  private boolean open;
  private boolean closed;
  private boolean endReported = true;

  /**
   * @throws PlayoutException of kind NO_COMMON_CODEC; the programme is not closed then
   */
  ProgrammeControl(
      Programme first, Formats formats, PlayoutLimits limits, MediaSender sender, long now)
      throws PlayoutException {
    this.formats = formats;
    this.limits = limits;
    this.sender = sender;
    this.programmes = new Programmes(new Playout(first, formats, limits, stamps, now));
    this.renditions = new RenditionControl(formats);
    this.zapTime = new ZapTime(sender);
    announceDelay();
    countViewer(first);
  }

  /** The viewer is connected: what waits at its position may begin. */
  void open(long now) {
    open = true;
    programmes.current().open(now);
  }

  /** Nothing is shown any more, and no command is taken. */
  void close(long now) {
    closed = true;
    programmes.current().pause(now);
    programmes.close();
  }

  /**
   * See {@link ViewerSession#play}.
   *
   * @throws FilmReadException if a film cannot be read any further; nothing plays on then
   */
  void play(Long positionUs, double scale, long now) throws PlayoutException {
    refuseIfClosed();
    try {
      if (positionUs != null || scale != 1) {
        programmes.dropInsertions();
      }
      boolean elsewhere = positionUs != null || scale != programmes.current().scale();
      programmes.current().play(positionUs, scale, now);
      endReported = false;
      if (elsewhere) {
        sender.skipPictures();
      }
    } catch (FilmReadException e) {
      if (programmes.main().programme() instanceof Programme.Live) {
        throw unreadable(e); // the recording; the channel itself plays on
      }
      throw e;
    }
  }

  /** Stands still; without effect unless playing. */
  void pause(long now) {
    programmes.current().pause(now);
  }

  /** See {@link ViewerSession#switchTo}. */
  void switchTo(Programme programme, Long positionUs, long now) throws PlayoutException {
    Playout next = null;
    try {
      refuseIfClosed();
      next = prepared(programme, positionUs, now);
    } catch (FilmReadException e) {
      throw unreadable(e);
    } finally {
      if (next == null) {
        programme.close();
      }
    }
    programmes.switchTo(next);
    countViewer(programme);
    sender.skipPictures();
    zapTime.begin(now);
    announceDelay();
    endReported = next.phase() == Phase.READY;
  }

  private Playout prepared(Programme programme, Long positionUs, long now) throws PlayoutException {
    Playout next = new Playout(programme, formats, limits, stamps, now);
    if (open) {
      next.open(now);
    }
    if (programmes.main().phase() == Phase.READY) {
      next.standAt(positionUs, now);
    } else {
      next.play(positionUs, 1.0, now);
    }
    return next;
  }

  /** See {@link ViewerSession#insert}. */
  void insert(Programme.Film film, Long atUs, long now) throws PlayoutException {
    Playout inserted = null;
    try {
      refuseIfClosed();
      if (programmes.inserted()) {
        throw new PlayoutException(PlayoutException.Kind.ENDED, "something is put in already");
      }
      inserted = new Playout(film, formats, limits, stamps, now);
    } finally {
      if (inserted == null) {
        film.close();
      }
    }
    programmes.insert(inserted, atUs == null ? programmes.main().positionUs(now) : atUs);
  }

  private void refuseIfClosed() throws PlayoutException {
    if (closed) {
      throw new PlayoutException(PlayoutException.Kind.ENDED, "the session is over");
    }
  }

  private static PlayoutException unreadable(FilmReadException e) {
    return new PlayoutException(
        PlayoutException.Kind.UNREADABLE, "it cannot be read: " + e.getMessage());
  }

  private static void countViewer(Programme programme) {
    if (programme instanceof Programme.Live live) {
      live.channel().counters().countZap();
    }
  }

  /**
   * The viewer has reported.
   *
   * @throws FilmReadException if it lost a picture and the film cannot be read to help it
   */
  void reported(Feedback feedback, long now) {
    renditions.reported(programmes.current(), feedback, now);
    if (delayHint.update(feedback.roundTripNanos(), feedback.nacked())) {
      announceDelay();
    }
    if (feedback.takePictureLost() && programmes.current().pictureLost(now)) {
      sender.skipPictures();
    }
  }

  private void announceDelay() {
    boolean live = programmes.main().programme() instanceof Programme.Live;
    int least = delayHint.millis();
    sender.announceDelay(least, Math.max(least, live ? LIVE_DELAY_MILLIS : ANY_DELAY_MILLIS));
  }

  /**
   * Hands what is due to the sender.
   *
   * @throws FilmReadException if a film cannot be read any further
   */
  void release(long now) {
    for (DueUnit due = programmes.poll(now); due != null; due = programmes.poll(now)) {
      sender.add(due, now);
    }
  }

  /** Whether it has come to its end since playing was asked for; true once. */
  boolean takeEnd() {
    boolean ended = !endReported && programmes.current().phase() == Phase.ENDED;
    endReported |= ended;
    return ended;
  }

  /** When something is due again. */
  long nextWakeUp() {
    return programmes.nextWakeUp();
  }

  /** The channel that has to publish before anything is due; null if it goes by the clock alone. */
  Channel waitsFor() {
    return programmes.current().waitsFor();
  }

  /** Of the programme, as {@link #state}. */
  long positionUs(long now) {
    return programmes.main().positionUs(now);
  }

  /** Of the programme; while something is put in, it stands where it will go on. */
  PlayoutState state(long now) {
    Playout main = programmes.main();
    long position = main.positionUs(now);
    Playout current = programmes.current();
    return new PlayoutState(
        current.phase(),
        position,
        current.scale(),
        main.startUs(),
        main.endUs(),
        main.live(),
        open && !closed);
  }

  Programme programme() {
    return programmes.main().programme();
  }

  /** The rendition of the picture it shows, that of an insertion included. */
  RenditionShown rendition() {
    return renditions.shown(programmes.current());
  }

  ZapTime zapTime() {
    return zapTime;
  }
}
