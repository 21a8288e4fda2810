/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads DTLS handshakes block on: bounded in number and in what may wait, gone when idle. A
 * handshake that finds no room is simply not begun; the viewer's DTLS repeats its ClientHello.
 */
final class HandshakePool {
  private static final int WAITING_A_THREAD = 8;

  private final ThreadPoolExecutor executor;

  HandshakePool(int threads) {
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(threads * WAITING_A_THREAD),
            new NamedThreads("castbridge-dtls-"));
    executor.allowCoreThreadTimeOut(true);
  }

  boolean submit(Runnable handshake) {
    try {
      executor.execute(handshake);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Interrupts what runs and waits for it. */
  void stop() throws InterruptedException {
    executor.shutdownNow();
    executor.awaitTermination(5, TimeUnit.SECONDS);
  }
}
