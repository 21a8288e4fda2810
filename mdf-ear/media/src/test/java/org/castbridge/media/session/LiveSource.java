/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import org.castbridge.media.channel.Channel;
import org.castbridge.media.channel.ChannelFeed;
import org.castbridge.media.channel.MemoryRing;
import org.castbridge.media.film.SyntheticFilm;

/** A channel fed in virtual time with a synthetic film, picture and sound as they become due. */
final class LiveSource {
  static final long WALL_US = 1_800_000_000_000_000L;

  final Channel channel;
  final ChannelFeed feed;
  final SyntheticFilm film;
  final MemoryRing ring;
  boolean running = true;
  boolean sound = true;
  private final long startNanos;
  private int nextVideo;
  private int nextAudio;

  /**
   * @param firstPicture of the film at the start
   * @param startNanos when the first picture comes
   */
  LiveSource(String id, SyntheticFilm film, int firstPicture, long startNanos, long ringUs) {
    this.film = film;
    this.nextVideo = firstPicture;
    this.nextAudio = (int) (film.videoPts(firstPicture) / film.soundPts(1));
    this.startNanos = startNanos - film.videoPts(firstPicture) * 1000;
    this.channel = new Channel(id, film.info().videos(), film.info().audios(), WALL_US, 0);
    this.feed = new ChannelFeed(channel);
    this.ring = ringUs > 0 ? new MemoryRing(channel, ringUs) : null;
    if (ring != null) {
      feed.addListener(ring);
      channel.timeShift(ring);
    }
  }

  long nextAt() {
    long us = Math.min(film.videoPts(nextVideo), film.soundPts(nextAudio));
    return startNanos + us * 1000;
  }

  void tick(long now) {
    while (nextAt() <= now) {
      boolean video = film.videoPts(nextVideo) <= film.soundPts(nextAudio);
      if (!running) {
        nextVideo += video ? 1 : 0;
        nextAudio += video ? 0 : 1;
      } else if (video) {
        feed.video(0, film.video(nextVideo++), now);
      } else if (sound) {
        feed.audio(0, film.audio(nextAudio++), now);
      } else {
        nextAudio++;
      }
    }
  }

  /** The picture shown at this channel time. */
  int pictureAt(long channelUs) {
    return (int) ((channel.nanosOf(channelUs) - startNanos) / 1000 * 25 / 1_000_000);
  }
}
