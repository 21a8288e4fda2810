/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import io.netty.channel.EventLoop;
import java.util.Map;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.net.Publisher;
import org.castbridge.media.live.SourceSink;
import org.castbridge.media.publish.PublisherSession;

/**
 * A channel that encoders publish to by WHIP. One at a time: a second one is refused as long as the
 * first one sends, and takes its place when that has fallen silent.
 */
public final class WhipInput implements ChannelInput {
  private static final long SILENT_NANOS = 5_000_000_000L;
  private final LiveChannel channel;
  private volatile Publisher publisher;
  private volatile long publishers;

  WhipInput(LiveChannel channel) {
    this.channel = channel;
  }

  /** The loop a publisher's session has to live on. */
  public EventLoop loop() {
    return channel.loop();
  }

  /** Where its pictures and sound go. */
  public SourceSink sink() {
    return channel;
  }

  /**
   * Makes room for a publisher. On the loop.
   *
   * @throws MediaException of kind BUSY while another one sends
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  public void admit(Publisher next) throws MediaException {
    Publisher before = publisher;
    if (before != null && before.connected() && channel.silentNanos() < SILENT_NANOS) {
      throw new MediaException(MediaException.Kind.BUSY, "another encoder publishes here");
    }
    publisher = next;
    publishers++;
    if (before != null) {
      before.close();
    }
  }

  @Override
  public void start() {}

  @Override
  public void stop() {
    if (publisher != null) {
      publisher.close();
    }
  }

  @Override
  public void check(long silentNanos) {}

  @Override
  public void count(Map<String, Long> figures) {
    figures.put("publishers", publishers);
    Publisher now = publisher;
    PublisherSession session = now == null ? null : now.session();
    if (session != null) {
      now.count(figures);
      RtpInput.count(session.source(), figures);
    }
  }

  @Override
  public String playing() {
    Publisher now = publisher;
    return now != null && now.connected() ? "encoder " + now.id().substring(0, 4) : null;
  }
}
