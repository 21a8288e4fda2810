/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Gives a SIP thread the surroundings of a deployment (class loader, {@code java:comp}) and takes
 * them away again. Calls nest; leaving more often than entering does nothing, because the engine
 * leaves in {@code finally} what it may have failed to enter.
 */
public final class ContextSwitch {

  /** What the server sets up around a call into a deployment. */
  public interface Surroundings {
    /** Sets the current thread up. */
    void setUp();

    /** Undoes {@link #setUp()}. */
    void tearDown();
  }

  private final ClassLoader loader;
  private final Surroundings surroundings;
  private final ThreadLocal<Deque<ClassLoader>> previous = ThreadLocal.withInitial(ArrayDeque::new);

  public ContextSwitch(ClassLoader loader, Surroundings surroundings) {
    this.loader = loader;
    this.surroundings = surroundings;
  }

  public ClassLoader loader() {
    return loader;
  }

  /** Enters the deployment on the current thread. */
  public void enter() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      surroundings.setUp();
    } catch (RuntimeException | Error e) {
      thread.setContextClassLoader(before);
      throw e;
    }
    previous.get().push(before == null ? ClassLoader.getSystemClassLoader() : before);
  }

  /** Leaves the deployment on the current thread. */
  public void exit() {
    Deque<ClassLoader> stack = previous.get();
    if (!stack.isEmpty()) {
      try {
        surroundings.tearDown();
      } finally {
        Thread.currentThread().setContextClassLoader(stack.pop());
      }
    }
    if (stack.isEmpty()) {
      previous.remove();
    }
  }

  /** Runs work inside the deployment. */
  public <E extends Exception> void run(Work<E> work) throws E {
    enter();
    try {
      work.run();
    } finally {
      exit();
    }
  }

  /** Work that may fail. */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    void run() throws E;
  }
}
