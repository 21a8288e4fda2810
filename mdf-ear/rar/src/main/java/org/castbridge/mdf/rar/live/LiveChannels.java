/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.castbridge.mdf.rar.ChannelHandle;
import org.castbridge.mdf.rar.ChannelInputSpec;
import org.castbridge.mdf.rar.ChannelSpec;
import org.castbridge.mdf.rar.Channels;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaException.Kind;
import org.castbridge.mdf.rar.net.MonotonicClock;
import org.castbridge.mdf.rar.net.NamedThreads;
import org.castbridge.mdf.rar.net.UdpTransport;

/**
 * The channels of this server and the event loops they live on, which are not those of the viewers:
 * a burst of input must not make anybody late.
 */
public final class LiveChannels implements Channels {
  private static final long WAIT_SECONDS = 10;

  private final MonotonicClock clock;
  private final UdpTransport transport;
  private final MultiThreadIoEventLoopGroup group;
  private final Map<String, LiveChannel> byId = new LinkedHashMap<>();
  private boolean stopped;

  /**
   * @param clock the clock viewers are served by
   */
  public LiveChannels(UdpTransport transport, MonotonicClock clock, int loops) {
    this.transport = transport;
    this.clock = clock;
    this.group =
        new MultiThreadIoEventLoopGroup(
            loops, new NamedThreads("castbridge-live-"), transport.handlers());
  }

  @Override
  public synchronized Collection<ChannelHandle> all() {
    return List.copyOf(byId.values());
  }

  @Override
  public synchronized ChannelHandle find(String id) {
    return byId.get(id);
  }

  @Override
  public ChannelHandle open(ChannelSpec spec) throws MediaException {
    close(spec.id());
    LiveChannel channel;
    synchronized (this) {
      if (stopped) {
        throw new MediaException(Kind.UNAVAILABLE, "the media delivery has stopped");
      }
      channel = new LiveChannel(spec, group.next(), clock);
      byId.put(spec.id(), channel);
    }
    await(
        channel.loop(),
        () -> {
          channel.start(input(spec.input(), channel));
          return null;
        });
    return channel;
  }

  private ChannelInput input(ChannelInputSpec spec, LiveChannel channel) {
    if (spec instanceof ChannelInputSpec.Playout playout) {
      return new PlayoutInput(playout, channel);
    }
    if (spec instanceof ChannelInputSpec.MpegTs ts) {
      return new TsInput(ts, channel, transport);
    }
    if (spec instanceof ChannelInputSpec.Rtp rtp) {
      return new RtpInput(rtp, channel, transport);
    }
    return new WhipInput(channel);
  }

  @Override
  public boolean close(String id) {
    LiveChannel channel;
    synchronized (this) {
      channel = byId.remove(id);
    }
    if (channel == null) {
      return false;
    }
    end(channel).forEach(RecorderThread::close);
    return true;
  }

  /** Where an encoder may publish; null if there is no such channel, or it comes from elsewhere. */
  public synchronized WhipInput whip(String id) {
    LiveChannel channel = byId.get(id);
    return channel != null && channel.input() instanceof WhipInput whip ? whip : null;
  }

  private static List<RecorderThread> end(LiveChannel channel) {
    try {
      return await(channel.loop(), channel::close);
    } catch (MediaException e) {
      return List.of(); // the loop has stopped, or says so in its own log
    }
  }

  /** Closes all channels, waits for what is being recorded, and ends the threads. */
  public void stop() throws InterruptedException {
    List<LiveChannel> all;
    synchronized (this) {
      stopped = true;
      all = new ArrayList<>(byId.values());
      byId.clear();
    }
    List<RecorderThread> recorders = new ArrayList<>();
    all.forEach(channel -> recorders.addAll(end(channel)));
    recorders.forEach(RecorderThread::close);
    group.shutdownGracefully(0, WAIT_SECONDS, TimeUnit.SECONDS);
    group.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Runs the command on a channel's loop and waits for it. */
  public static <T> T await(EventLoop loop, Callable<T> command) throws MediaException {
    try {
      Future<T> future = loop.submit(command);
      return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException | TimeoutException e) {
      throw new MediaException(Kind.UNAVAILABLE, "the channels do not answer", null, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MediaException typed) {
        throw typed;
      }
      LiveLog.LOG.loopFailure("-", e.getCause());
      throw new MediaException(Kind.UNAVAILABLE, "the command failed: " + e.getCause(), null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MediaException(Kind.UNAVAILABLE, "interrupted", null, e);
    }
  }
}
