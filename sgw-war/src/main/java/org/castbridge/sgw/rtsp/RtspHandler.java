/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.rtsp;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.castbridge.sgw.control.Input;

/** Owns the threads of all Xc connections. */
@ApplicationScoped
public class RtspHandler {
  private static final int THREADS = 2;

  @Resource ManagedThreadFactory threads;

  private AsynchronousChannelGroup group;

  /** Starts. */
  public synchronized void start() {
    group = open(threads);
  }

  private static AsynchronousChannelGroup open(ThreadFactory factory) {
    try {
      return AsynchronousChannelGroup.withFixedThreadPool(THREADS, factory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes every connection and ends the threads. */
  public synchronized void stop() {
    if (group == null) {
      return;
    }
    try {
      group.shutdownNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    group = null;
  }

  /** The Xc side of a user. */
  public RtspUser user(Consumer<Input> inbox) {
    return new RtspUser(this::current, inbox);
  }

  private synchronized AsynchronousChannelGroup current() {
    if (group == null) {
      throw new IllegalStateException("the gateway is stopped");
    }
    return group;
  }
}
