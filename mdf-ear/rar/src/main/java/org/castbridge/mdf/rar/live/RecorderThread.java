/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.castbridge.mdf.rar.ChannelRecorder;
import org.castbridge.mdf.rar.net.NamedThreads;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.channel.UnitListener;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/**
 * Runs one recorder on a thread of its own behind a bounded queue: the feed never waits for a disk.
 * What finds no room is left out up to the next key frame, and counted. A recorder that fails is
 * closed and opened again after a while.
 */
final class RecorderThread implements UnitListener, AutoCloseable {
  /** Some seconds of picture and sound. */
  private static final int CAPACITY = 1024;

  /** Memory that may wait: two seconds of 100 Mbit/s. */
  private static final long MAX_BYTES = 24 << 20;

  private static final long RETRY_MILLIS = 5_000;

  private interface Job {
    void on(ChannelRecorder recorder) throws IOException;
  }

  private record Entry(Job job, int size) {}

  private static final Entry END = new Entry(null, 0);
  private static final NamedThreads THREADS = new NamedThreads("castbridge-record-");

  private final Channel channel;
  private final ChannelRecorder.Factory factory;
  private final BiConsumer<RecorderThread, String> problems;
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private final Consumer<ChannelRecorder> onOpen;
  private Runnable onClose = () -> {};
  private Executor closer = Runnable::run;
  private volatile boolean closing;

  /** For the feed's thread: whether pictures are left out until the next key frame. */
  private final boolean[] skipping;

  /** Formats the recorder has not been told of, because there was no room. */
  private final FilmInfo.Video[] untold;

  /**
   * @param onOpen what to do with the recorder each time it is opened, on its thread
   */
  RecorderThread(
      Channel channel,
      ChannelRecorder.Factory factory,
      Consumer<ChannelRecorder> onOpen,
      BiConsumer<RecorderThread, String> problems) {
    this.channel = channel;
    this.factory = factory;
    this.onOpen = onOpen;
    this.problems = problems;
    this.skipping = new boolean[channel.videos().size()];
    this.untold = new FilmInfo.Video[channel.videos().size()];
    this.thread = THREADS.newThread(this::run);
  }

  /** Before {@link #start}. */
  void onClose(Runnable action, Executor executor) {
    onClose = action;
    closer = executor;
  }

  void start() {
    thread.start();
  }

  long dropped() {
    return dropped.get();
  }

  // ---- on the feed's thread

  @Override
  public void video(int rendition, AccessUnit unit) {
    if (skipping[rendition] && !unit.sync()) {
      dropped.incrementAndGet();
      return;
    }
    if (untold[rendition] != null) {
      formatChanged(rendition, untold[rendition]);
    }
    skipping[rendition] = !offer(recorder -> recorder.video(rendition, unit), unit.data().length);
  }

  @Override
  public void audio(int index, AccessUnit unit) {
    offer(recorder -> recorder.audio(index, unit), unit.data().length);
  }

  @Override
  public void formatChanged(int rendition, FilmInfo.Video format) {
    boolean told = offer(recorder -> recorder.formatChanged(rendition, format), 0);
    untold[rendition] = told ? null : format;
    skipping[rendition] |= !told;
  }

  private boolean offer(Job job, int size) {
    boolean room = queuedBytes.get() + size <= MAX_BYTES && queue.offer(new Entry(job, size));
    if (room) {
      queuedBytes.addAndGet(size);
    } else if (dropped.getAndIncrement() == 0) {
      LiveLog.LOG.recorderBehind(channel.id());
    }
    return room;
  }

  // ---- on the recorder's thread

  private void run() {
    while (!closing) {
      try (ChannelRecorder recorder =
          factory.open(channel, sentence -> problems.accept(this, sentence))) {
        onOpen.accept(recorder);
        problems.accept(this, null);
        drain(recorder);
      } catch (IOException | RuntimeException e) {
        LiveLog.LOG.recorderFailed(channel.id(), e);
        problems.accept(this, "The channel cannot be recorded: " + e.getMessage());
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
    problems.accept(this, null);
  }

  private void drain(ChannelRecorder recorder) throws IOException, InterruptedException {
    while (true) {
      Entry next = queue.poll(1, TimeUnit.SECONDS);
      if (next == END || next == null && closing) {
        return;
      }
      if (next != null) {
        queuedBytes.addAndGet(-next.size);
        next.job.on(recorder);
      }
    }
  }

  private void pause() {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
    try {
      while (!closing && System.nanoTime() < until) {
        Entry next = queue.poll(100, TimeUnit.MILLISECONDS);
        if (next != null && next != END) {
          queuedBytes.addAndGet(-next.size);
          dropped.incrementAndGet();
        }
      }
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  /** Lets what waits be written out and the recorder be closed; does not wait. */
  void end() {
    try {
      closer.execute(onClose);
    } catch (RejectedExecutionException e) {
      onClose.run(); // the loop has stopped: nobody else is there
    }
    closing = true;
    if (!queue.offer(END)) {
      dropped.incrementAndGet();
    }
  }

  /** As {@link #end}, and waits a few seconds for it. */
  @Override
  public void close() {
    end();
    try {
      thread.join(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
