/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one after the other, in the order they came, on threads of another executor. Nobody
 * waits: what comes while a task runs is left to the thread that runs it.
 */
public final class SerialQueue implements Executor {
  private final Executor threads;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  /** Runs on {@code threads}. */
  public SerialQueue(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (count.getAndIncrement() == 0) {
      threads.execute(this::drain);
    }
  }

  /** How many tasks wait or run. */
  public int size() {
    return count.get();
  }

  private void drain() {
    do {
      Runnable task = tasks.remove();
      try {
        task.run();
      } catch (RuntimeException e) {
        GatewayLog.LOG.taskFailed(e);
      }
    } while (count.decrementAndGet() > 0);
  }
}
