/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;
import org.castbridge.media.payload.PacketisedUnit;
import org.castbridge.media.payload.PayloadException;
import org.castbridge.media.payload.Payloader;

/**
 * The way into a channel: takes units in the source's time, lays them onto channel time, cuts them
 * into packets once, publishes them, and tells the recorders. For one thread; {@code now} is
 * monotonic time and never goes back.
 */
public final class ChannelFeed {
  /** A source that is silent for longer has stalled. */
  public static final long STALL_NANOS = 1_000_000_000L;

  private static final class Input {
    private final SourceTimeline.TrackTime time = new SourceTimeline.TrackTime();
    private final TrackLog log;
    private Payloader payloader;

    /** After something was lost or changed, pictures are of no use up to the next key frame. */
    private boolean waitsForSync = true;

    Input(TrackLog log, Payloader payloader) {
      this.log = log;
      this.payloader = payloader;
    }
  }

  private final Channel channel;
  private final ChannelCounters counters;
  private final SourceTimeline timeline = new SourceTimeline();
  private final List<UnitListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Input> videos = new ArrayList<>();
  private final List<Input> audios = new ArrayList<>();
  private long lastArrival = Long.MIN_VALUE;

  public ChannelFeed(Channel channel) {
    this.channel = channel;
    this.counters = channel.counters();
    for (Channel.VideoTrack track : channel.videos()) {
      videos.add(new Input(track.log(), Payloader.of(track.format())));
    }
    for (Channel.AudioTrack track : channel.audios()) {
      Input input = new Input(track.log(), Payloader.of(track.format()));
      input.waitsForSync = false;
      audios.add(input);
    }
  }

  public Channel channel() {
    return channel;
  }

  /** From any thread. */
  public void addListener(UnitListener listener) {
    listeners.add(listener);
  }

  /** From any thread. */
  public void removeListener(UnitListener listener) {
    listeners.remove(listener);
  }

  /**
   * Takes a picture of a rendition, in decode order. What comes before the first key frame is left
   * out: nobody could decode it.
   *
   * @param unit in the source's time, any origin
   */
  public void video(int rendition, AccessUnit unit, long now) {
    Input input = videos.get(rendition);
    if (input.waitsForSync && !unit.sync()) {
      arrived(now);
      return;
    }
    input.waitsForSync = false;
    AccessUnit placed = place(input, unit, now);
    if (!publish(input, placed, now)) {
      input.waitsForSync = true;
      return;
    }
    counters.videoUnits.increment();
    if (placed.sync()) {
      counters.keyFrames.increment();
    }
    listeners.forEach(listener -> listener.video(rendition, placed));
    channel.published(Track.VIDEO, rendition);
  }

  /** Takes a packet of sound; see {@link #video}. */
  public void audio(int index, AccessUnit unit, long now) {
    Input input = audios.get(index);
    AccessUnit placed = place(input, unit, now);
    if (publish(input, placed, now)) {
      counters.audioUnits.increment();
      listeners.forEach(listener -> listener.audio(index, placed));
      channel.published(Track.AUDIO, index);
    }
  }

  /**
   * What comes next of this rendition is coded like this; it goes on with a key frame. Called with
   * what it is already, nothing happens.
   */
  public void formatChanged(int rendition, FilmInfo.Video format) {
    Channel.VideoTrack track = channel.videos().get(rendition);
    Input input = videos.get(rendition);
    input.payloader = Payloader.of(format);
    input.waitsForSync = true;
    track.format(format);
    counters.formatChanges.increment();
    listeners.forEach(listener -> listener.formatChanged(rendition, format));
  }

  /** Pictures were lost on the way in: what follows is of no use up to the next key frame. */
  public void videoLost(int rendition) {
    videos.get(rendition).waitsForSync = true;
  }

  private void arrived(long now) {
    if (lastArrival != Long.MIN_VALUE && now - lastArrival > STALL_NANOS) {
      counters.stalls.increment();
    }
    lastArrival = now;
    counters.lastArrivalNanos.set(now);
  }

  private AccessUnit place(Input input, AccessUnit unit, long now) {
    arrived(now);
    long channelUs = timeline.map(input.time, unit.ptsUs(), channel.nowUs(now));
    switch (input.time.outcome()) {
      case JUMPED -> counters.jumps.increment();
      case RESTARTED -> counters.restarts.increment();
      case CONTINUED -> {}
    }
    return new AccessUnit(unit.track(), channelUs, unit.sync(), unit.data());
  }

  private boolean publish(Input input, AccessUnit unit, long now) {
    try {
      PacketisedUnit packets = input.payloader.packetise(unit);
      input.log.publish(packets, now);
      counters.packets.add(packets.packets());
      counters.bytes.add(packets.size());
      return true;
    } catch (PayloadException e) {
      counters.malformed.increment();
      return false;
    }
  }
}
