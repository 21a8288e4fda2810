/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.channel.Channel;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.film.Track;
import org.castbridge.media.playout.PlayoutException.Kind;
import org.castbridge.media.playout.PlayoutState.Phase;

/**
 * Plays one programme for one viewer: takes commands, reads, and releases each unit when it is due.
 * Not for several threads; time is an argument and never goes back.
 *
 * <p>Released units carry a stamp on the monotonic clock. Stamps run on through pauses, seeks,
 * speeds and changes of programme, so that the viewer receives one continuous stream with silence
 * in it, as from a live sender.
 */
public final class Playout {
  /** Closer to the live edge than this is at it. */
  static final long EDGE_US = 1_000_000;

  /** A viewer is not helped more often than this. */
  private static final long REFRESH_NANOS = 1_000_000_000L;

  /** What is kept of a channel moves on while a command is on its way. */
  private static final long RANGE_TOLERANCE_US = 5_000_000;

  private final Programme programme;
  private final ViewerFormats formats;
  private final PlayoutLimits limits;
  private final Stamps stamps;

  /** Null for a film. */
  private final Channel channel;

  private final LogReader log;

  /** Of a film from the start; of a channel's past once it is needed. */
  private UnitReader reader;

  private int video;
  private int audio;

  /** Null before the first command and after the end. */
  private Motion motion;

  private Phase phase = Phase.READY;
  private double scale = 1;

  /** Where it stands without a motion. */
  private long standsAtUs;

  /** Where the first play command begins; null for the usual place. */
  private Long beginsAtUs;

  private boolean open;

  /** Playing was asked for, but the clock does not run yet: the way to the viewer is not open. */
  private boolean waiting;

  private boolean refresh;
  private long refreshedAt = Long.MIN_VALUE / 2;
  private long lastNow;

  /**
   * @throws PlayoutException of kind NO_COMMON_CODEC if the viewer can play none of it; the
   *     programme is not closed then
   */
  public Playout(
      Programme programme, ViewerFormats formats, PlayoutLimits limits, Stamps stamps, long now)
      throws PlayoutException {
    this.programme = programme;
    this.formats = formats;
    this.limits = limits;
    this.stamps = stamps;
    this.lastNow = now;
    FilmInfo info = programme.info();
    video = playableVideo(info);
    audio = playableAudio(info);
    if (video < 0 && audio < 0) {
      throw new PlayoutException(
          Kind.NO_COMMON_CODEC, "the viewer plays nothing of what " + info.id() + " is coded in");
    }
    if (programme instanceof Programme.Live live) {
      channel = live.channel();
      log = new LogReader(channel, video, audio);
      reader = new ChannelReader(channel, formats, log, video, audio);
    } else {
      channel = null;
      log = null;
      reader = new FilmReader(((Programme.Film) programme).source(), formats);
      reader.select(video, audio);
      standsAtUs = startUs();
    }
  }

  private int playableVideo(FilmInfo info) {
    for (int i = 0; formats.receives(Track.VIDEO) && i < info.videos().size(); i++) {
      if (formats.plays(info.videos().get(i))) {
        return i;
      }
    }
    return -1;
  }

  private int playableAudio(FilmInfo info) {
    for (int i = 0; formats.receives(Track.AUDIO) && i < info.audios().size(); i++) {
      if (formats.plays(info.audios().get(i))) {
        return i;
      }
    }
    return -1;
  }

  public Programme programme() {
    return programme;
  }

  /**
   * From now on units can reach the viewer: if playing was asked for, it starts now. Idempotent.
   */
  public void open(long now) {
    lastNow = now;
    open = true;
    if (waiting) {
      begin(now);
    }
  }

  private void begin(long now) {
    waiting = false;
    motion.begin(now);
  }

  /**
   * Plays, from a position or from where it stands.
   *
   * @param positionUs time to go to; null to go on: a film from where it stands, a channel from the
   *     live edge unless it was paused or is behind. The very end is allowed: a film ends soon
   *     after, a channel goes on live.
   * @param newScale one of {@link Scales#ALL}
   * @throws PlayoutException if that cannot be done; nothing has changed then
   * @throws FilmReadException if the programme cannot be read there
   */
  public void play(Long positionUs, double newScale, long now) throws PlayoutException {
    lastNow = now;
    check(positionUs, newScale);
    if (positionUs == null && phase == Phase.PLAYING && newScale == scale) {
      return;
    }
    if (!goesOn(positionUs, newScale)) {
      boolean fromStart = positionUs == null && phase == Phase.READY;
      long target = positionUs != null ? positionUs : positionUs(now);
      motion = motionFrom(target, newScale, fromStart || positionUs != null, now);
    }
    refresh = false;
    scale = motion instanceof LiveEdge ? 1 : newScale;
    phase = Phase.PLAYING;
    waiting = true;
    if (open) {
      begin(now);
    }
  }

  private void check(Long positionUs, double newScale) throws PlayoutException {
    if (!Scales.supported(newScale) || newScale != 1 && video < 0) {
      throw new PlayoutException(Kind.UNSUPPORTED_SCALE, "it does not play at scale " + newScale);
    }
    if (channel != null && newScale < 1 && channel.timeShift() == null) {
      throw new PlayoutException(
          Kind.UNSUPPORTED_SCALE, "the channel is not recorded, it plays at scale 1.0 only");
    }
    long tolerance = channel == null ? 0 : RANGE_TOLERANCE_US;
    if (positionUs != null
        && (positionUs < startUs() - tolerance || positionUs > endUs() + tolerance)) {
      throw new PlayoutException(
          Kind.BAD_RANGE,
          String.format(
              java.util.Locale.ROOT,
              "position %.3f s is outside the programme, %.3f to %.3f s",
              positionUs / 1e6,
              startUs() / 1e6,
              endUs() / 1e6));
    }
    if (positionUs == null && phase == Phase.ENDED && newScale > 0) {
      throw new PlayoutException(
          Kind.ENDED, "the film is at its end; it plays again from a position");
    }
  }

  /** After a pause the same motion goes on, if nothing was lost meanwhile. */
  private boolean goesOn(Long positionUs, double newScale) {
    if (positionUs != null || phase != Phase.PAUSED || refresh || newScale != scale) {
      return false;
    }
    if (motion instanceof LiveEdge edge && log.unbroken()) {
      long from = edge.positionUs(lastNow);
      motion = new Steady(reader, LeadIn.none(from), 1, Long.MAX_VALUE, limits, stamps);
    }
    return motion instanceof Steady;
  }

  private Motion motionFrom(long targetUs, double newScale, boolean chosen, long now) {
    boolean atEdge = channel != null && targetUs >= channel.nowUs(now) - EDGE_US;
    if (atEdge && (newScale > 1 || newScale == 1 && (chosen || channel.timeShift() == null))) {
      return edge();
    }
    if (Scales.keyFrames(newScale)) {
      return new KeyFrames(reader, targetUs, newScale, this::startUs, this::endUs, stamps);
    }
    LeadIn leadIn = LeadIn.read(reader, Math.max(targetUs, startUs()), limits);
    return new Steady(reader, leadIn, newScale, endUs(), limits, stamps);
  }

  /** Where it will begin when it is played for the first time; null for the usual place. */
  public void standAt(Long positionUs, long now) throws PlayoutException {
    lastNow = now;
    if (positionUs != null) {
      check(positionUs, 1);
      beginsAtUs = positionUs;
    }
  }

  /** Stands still. Without effect unless playing. */
  public void pause(long now) {
    lastNow = now;
    if (phase == Phase.PLAYING) {
      motion.stop(now);
      waiting = false;
      phase = Phase.PAUSED;
    }
  }

  /**
   * The viewer has lost pictures for good. If the next key frame is not near, it begins anew with
   * the last one: a channel at its live edge, a film with the pictures from there to where it is,
   * in one go, as after a seek. If it stands still, it will resume from a key frame.
   *
   * @return true if it begins anew
   * @throws FilmReadException if the programme cannot be read there
   */
  public boolean pictureLost(long now) {
    lastNow = now;
    refresh = phase == Phase.PAUSED;
    if (phase != Phase.PLAYING
        || waiting
        || now - refreshedAt <= REFRESH_NANOS
        || !motion.worthRefreshing(now)) {
      return false;
    }
    refreshedAt = now;
    if (motion instanceof Steady) {
      motion = motionFrom(positionUs(now), scale, true, now);
    }
    motion.begin(now);
    return true;
  }

  /** Other renditions, from the next key frame on; sound at once. */
  public void select(int newVideo, int newAudio) {
    video = video < 0 ? -1 : newVideo;
    audio = audio < 0 ? -1 : newAudio;
    reader.select(video, audio);
  }

  /** The rendition of the picture that is played or will be next; -1 for none. */
  public int video() {
    return video;
  }

  /** The sound that is played; -1 for none. */
  public int audio() {
    return audio;
  }

  /**
   * The next unit that is due, null if there is none now. Call until null; then {@link
   * #nextWakeUp()} is right, and the phase has become ENDED if the film is over.
   *
   * @throws FilmReadException if the programme cannot be read any further
   */
  public DueUnit poll(long now) {
    lastNow = now;
    if (phase != Phase.PLAYING || waiting) {
      return null;
    }
    DueUnit unit = pollMotion(now);
    if (unit == null && motion.over(now)) {
      end(now);
      return motion == null ? null : motion.poll(now);
    }
    return unit;
  }

  private DueUnit pollMotion(long now) {
    try {
      return motion.poll(now);
    } catch (FilmReadException e) {
      if (channel == null || motion instanceof LiveEdge) {
        throw e;
      }
      toEdge(now); // the recording is damaged, the channel is not
      return motion.poll(now);
    }
  }

  private LiveEdge edge() {
    ((ChannelReader) reader).rest();
    return new LiveEdge(channel, log, limits, stamps);
  }

  private void toEdge(long now) {
    scale = 1;
    motion = edge();
    motion.begin(now);
  }

  private void end(long now) {
    boolean start = motion instanceof KeyFrames keys && keys.backwards();
    if (channel != null && !start) {
      toEdge(now);
      return;
    }
    scale = 1;
    standsAtUs = start ? startUs() : endUs();
    phase = start ? Phase.PAUSED : Phase.ENDED;
    motion = null;
  }

  /** When the next unit is due or the film ends; {@link Long#MAX_VALUE} while nothing moves. */
  public long nextWakeUp() {
    return phase != Phase.PLAYING || waiting ? Long.MAX_VALUE : motion.nextWakeUp();
  }

  /** The channel whose publishing this viewer waits for; null if it goes by the clock alone. */
  public Channel waitsFor() {
    return phase == Phase.PLAYING && !waiting && motion instanceof LiveEdge ? channel : null;
  }

  /** True at the live edge of a channel, or before it is played. */
  public boolean live() {
    return channel != null
        && (motion == null || motion instanceof LiveEdge && phase == Phase.PLAYING);
  }

  public Phase phase() {
    return phase;
  }

  /** Speed; 1.0 unless playing. */
  public double scale() {
    return phase == Phase.PLAYING ? scale : 1.0;
  }

  /** Time shown now, microseconds. */
  public long positionUs(long now) {
    lastNow = now;
    long position = standsAtUs;
    if (motion != null) {
      position = motion.positionUs(now);
    } else if (phase == Phase.READY) {
      position = beginsAtUs != null ? beginsAtUs : channel != null ? endUs() : standsAtUs;
    }
    return Math.max(startUs(), Math.min(position, endUs()));
  }

  /** The first time that can be played. */
  public long startUs() {
    if (channel == null) {
      return ((FilmReader) reader).startUs();
    }
    long now = channel.nowUs(lastNow);
    return channel.timeShift() == null
        ? now - EDGE_US
        : Math.min(now, channel.timeShift().startUs());
  }

  /** The end of the film, the live edge of a channel. */
  public long endUs() {
    return channel == null ? ((FilmReader) reader).endUs() : channel.nowUs(lastNow);
  }

  /** The same, at this time. */
  long endUs(long now) {
    lastNow = now;
    return endUs();
  }

  /** Lets go of the programme. Idempotent. */
  public void close() {
    reader.close();
    programme.close();
  }
}
