/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.channel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.castbridge.content.recording.ChannelRing;
import org.castbridge.mdf.control.MdfLogger;
import org.castbridge.mdf.rar.ChannelRecorder;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.channel.TimeShift;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/** Keeps a channel's last hours in a ring on disk. */
final class RingRecorder implements ChannelRecorder {
  /** A trouble that has not come again for so long is over. */
  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ChannelRing ring;
  private final Consumer<String> problems;
  private boolean troubled;
  private long troubledAt;

  RingRecorder(Path folder, Channel channel, long seconds, Consumer<String> problems)
      throws IOException {
    this.problems = problems;
    this.ring =
        ChannelRing.open(
            folder, channel, TimeUnit.SECONDS.toMicros(seconds), e -> failed(channel.id(), e));
  }

  private void failed(String channel, Exception e) {
    if (!troubled) {
      MdfLogger.LOG.recordingTrouble(channel, e);
    }
    troubled = true;
    troubledAt = System.nanoTime();
    problems.accept("The channel is recorded with gaps: " + e.getMessage());
  }

  @Override
  public void video(int rendition, AccessUnit unit) {
    ring.video(rendition, unit);
    if (troubled && System.nanoTime() - troubledAt > CALM_NANOS) {
      troubled = false;
      problems.accept(null);
    }
  }

  @Override
  public void audio(int index, AccessUnit unit) {
    ring.audio(index, unit);
  }

  @Override
  public void formatChanged(int rendition, FilmInfo.Video format) {
    ring.formatChanged(rendition, format);
  }

  @Override
  public TimeShift timeShift() {
    return ring;
  }

  @Override
  public void close() throws IOException {
    ring.close();
  }
}
