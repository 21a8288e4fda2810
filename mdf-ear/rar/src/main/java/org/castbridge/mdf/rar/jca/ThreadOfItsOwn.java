/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs something on a thread made for it. Bouncy Castle and Netty keep thread-local state with our
 * classes in it; on a container thread, which outlives every deployment, that would keep each of
 * our class loaders alive for ever.
 */
final class ThreadOfItsOwn {
  private ThreadOfItsOwn() {}

  /** Waits for the outcome; throws what the work threw. */
  static <T> T call(String name, Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    thread.setContextClassLoader(ThreadOfItsOwn.class.getClassLoader());
    thread.start();
    try {
      T result = task.get();
      thread.join();
      return result;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
