/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.castbridge.sgw.control.Input;
import org.castbridge.sgw.control.Output;
import org.castbridge.sgw.control.UserAgentSession;
import org.castbridge.sgw.http.XaClient;
import org.castbridge.sgw.rtsp.RtspUser;
import org.castbridge.sgw.sip.SipUser;
import org.castbridge.sgw.webrtc.BrowserConnection;

/**
 * A connected user: takes inputs from any thread, gives them to the control engine one by one and
 * carries its outputs to the handlers.
 */
public final class UserAgent {
  private static final int MAX_WAITING = 2000;

  private final UserAgentSession session;
  private final BrowserConnection browser;
  private final XaClient xa;
  private final LongSupplier clock;
  private final Consumer<UserAgent> whenFinished;
  private final GatewayFigures figures;
  private final SerialQueue queue;
  private final CountDownLatch finished = new CountDownLatch(1);
  private SipUser sip;
  private RtspUser rtsp;
  private String identity;
  private volatile long deadline;
  private volatile int films;
  private volatile boolean overrun;

  UserAgent(
      UserAgentSession session,
      BrowserConnection browser,
      XaClient xa,
      Executor threads,
      LongSupplier clock,
      GatewayFigures figures,
      Consumer<UserAgent> whenFinished) {
    this.session = session;
    this.browser = browser;
    this.xa = xa;
    this.clock = clock;
    this.figures = figures;
    this.whenFinished = whenFinished;
    this.queue = new SerialQueue(threads);
    this.deadline = session.deadline();
  }

  void attach(SipUser sipUser, RtspUser rtspUser) {
    sip = sipUser;
    rtsp = rtspUser;
  }

  SipUser sip() {
    return sip;
  }

  int films() {
    return films;
  }

  /** Takes an input; returns at once. */
  public void accept(Input input) {
    if (input instanceof Input.FromBrowser || input instanceof Input.BadFrame) {
      if (overrun) {
        return;
      }
      if (queue.size() > MAX_WAITING) {
        overrun = true;
        browser.close(1008, "too many messages");
        return;
      }
    }
    queue.execute(() -> step(() -> session.handle(input, clock.getAsLong())));
  }

  /** Lets time pass, if it is time. */
  void tick(long now) {
    if (now >= deadline) {
      deadline = Long.MAX_VALUE; // asked for once; the step sets the next one
      queue.execute(() -> step(() -> session.handleTimeout(clock.getAsLong())));
    }
  }

  private void step(Runnable change) {
    change.run();
    for (Output output = session.poll(); output != null; output = session.poll()) {
      perform(output);
    }
    deadline = session.deadline();
    films = session.sessions();
    watchIdentity();
  }

  private void watchIdentity() {
    String now = session.identity();
    if (identity == null && now != null) {
      GatewayLog.LOG.registered(now);
      figures.registered();
    } else if (identity != null && now == null) {
      GatewayLog.LOG.left(identity);
    }
    identity = now;
  }

  private void perform(Output output) {
    figures.count(output);
    if (output instanceof Output.ToBrowser message) {
      browser.send(message.message());
    } else if (output instanceof Output.CloseBrowser close) {
      browser.close(close.code(), close.reason());
    } else if (output instanceof Output.Sip command) {
      sip.perform(command);
    } else if (output instanceof Output.Rtsp command) {
      rtsp.perform(command);
    } else if (output instanceof Output.FetchCatalogue fetch) {
      xa.fetch(fetch.location(), fetch.identity(), this::accept);
    } else if (output instanceof Output.FetchChannels fetch) {
      xa.fetchChannels(fetch.location(), fetch.identity(), this::accept);
    } else if (output instanceof Output.Finished) {
      finish();
    }
  }

  private void finish() {
    rtsp.free();
    sip.free();
    finished.countDown();
    whenFinished.accept(this);
  }

  /** Waits until everything is over. */
  boolean awaitFinished(long nanos) throws InterruptedException {
    return finished.await(nanos, TimeUnit.NANOSECONDS);
  }
}
