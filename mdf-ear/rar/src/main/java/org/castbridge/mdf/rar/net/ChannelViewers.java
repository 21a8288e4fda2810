/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.film.Track;

/**
 * The viewers of one event loop who wait for what one channel publishes: one task on the event loop
 * for a picture, however many they are. Each is due a little later than the one before, always by
 * the same: so that the work is spread over the time between two pictures, and comes to each of
 * them as evenly as it is published. Sound goes along with the pictures.
 *
 * <p>Everything but {@link #published} runs on the schedule's event loop.
 */
final class ChannelViewers implements Channel.Published, Runnable {
  private final Channel channel;
  private final Schedule schedule;
  private final List<Viewer> viewers = new ArrayList<>();
  private final AtomicBoolean pending = new AtomicBoolean();
  private final boolean pictures;
  private volatile long publishedAt;

  ChannelViewers(Channel channel, Schedule schedule) {
    this.channel = channel;
    this.schedule = schedule;
    this.pictures = !channel.videos().isEmpty();
  }

  void add(Viewer viewer) {
    if (viewers.isEmpty()) {
      channel.onPublished(this);
    }
    viewer.channelIndex = viewers.size();
    viewers.add(viewer);
  }

  /** True if nobody is left. */
  boolean remove(Viewer viewer) {
    Viewer last = viewers.remove(viewers.size() - 1);
    if (last != viewer) {
      viewers.set(viewer.channelIndex, last);
      last.channelIndex = viewer.channelIndex;
    }
    if (viewers.isEmpty()) {
      channel.removePublished(this);
    }
    return viewers.isEmpty();
  }

  @Override
  public void published(Track track, int index) {
    if (pictures && track == Track.AUDIO) {
      return;
    }
    if (!pending.getAndSet(true)) {
      publishedAt = schedule.now();
      schedule.announce(this);
    }
  }

  @Override
  public void run() {
    long published = publishedAt;
    pending.set(false);
    for (int i = 0; i < viewers.size(); i++) {
      schedule.due(viewers.get(i), published);
    }
    schedule.wake();
  }
}
