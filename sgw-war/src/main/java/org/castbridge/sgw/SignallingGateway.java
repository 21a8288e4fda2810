/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.castbridge.sgw.control.Input;
import org.castbridge.sgw.control.UserAgentSession;
import org.castbridge.sgw.http.XaClient;
import org.castbridge.sgw.rtsp.RtspHandler;
import org.castbridge.sgw.sip.SipHandler;
import org.castbridge.sgw.sip.SipUser;
import org.castbridge.sgw.sip.UserDirectory;
import org.castbridge.sgw.webrtc.BrowserConnection;

/** All connected users, the clock that drives them, and the way they go. */
@ApplicationScoped
public class SignallingGateway implements UserDirectory, SignallingGatewayMXBean {
  private static final int TICK_MILLIS = 100;
  private static final long FAREWELL = TimeUnit.SECONDS.toNanos(2);

  @Inject GatewayConfig config;
  @Inject XaClient xa;
  @Inject SipHandler sip;
  @Inject RtspHandler rtsp;
  @Resource ManagedExecutorService executor;
  @Resource ManagedScheduledExecutorService scheduler;

  private final Map<String, UserAgent> users = new ConcurrentHashMap<>();
  private final GatewayFigures figures = new GatewayFigures();
  private final SecureRandom random = new SecureRandom();
  private final long start = System.nanoTime();
  private Future<?> ticking;
  private volatile boolean stopped = true;

  void start() {
    xa.start();
    rtsp.start();
    ticking =
        scheduler.scheduleWithFixedDelay(
            this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    stopped = false;
    GatewayLog.LOG.ready(config.domain(), config.route());
  }

  /**
   * Sends every user away: 1001 on W2, BYE, un-SUBSCRIBE, de-REGISTER on Gm; waits a little for the
   * answers. To be called while SIP still works; a second call does nothing.
   */
  public void stop() {
    synchronized (this) {
      if (stopped) {
        return;
      }
      stopped = true;
    }
    ticking.cancel(false);
    sip.stop();
    List<UserAgent> present = new ArrayList<>(users.values());
    present.forEach(user -> user.accept(new Input.Shutdown()));
    await(present);
    users.clear();
    rtsp.stop();
    xa.stop();
    GatewayLog.LOG.stopped(present.size());
  }

  private void await(List<UserAgent> present) {
    long end = now() + FAREWELL;
    try {
      for (UserAgent user : present) {
        user.awaitFinished(Math.max(0, end - now()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (UserAgent user : present) {
      user.sip().free();
    }
  }

  /** A browser has connected; empty when no more are taken. */
  public Optional<UserAgent> connect(BrowserConnection browser) {
    if (stopped || users.size() >= config.maxUsers()) {
      GatewayLog.LOG.full(users.size());
      return Optional.empty();
    }
    String token = token();
    UserAgentSession session = new UserAgentSession(config.settings(), this::token, now());
    UserAgent user =
        new UserAgent(
            session, browser, xa, this::run, this::now, figures, gone -> users.remove(token, gone));
    user.attach(sip.user(token, user::accept), rtsp.user(user::accept));
    users.put(token, user);
    return Optional.of(user);
  }

  /** On a pool thread; on this one when the gateway goes or the pool is full. */
  private void run(Runnable task) {
    if (stopped) {
      task.run();
      return;
    }
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }

  private void tick() {
    long now = now();
    users.values().forEach(user -> user.tick(now));
  }

  private long now() {
    return System.nanoTime() - start;
  }

  private String token() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public Optional<SipUser> sipUser(String token) {
    return Optional.ofNullable(users.get(token)).map(UserAgent::sip);
  }

  @Override
  public int getUsers() {
    return users.size();
  }

  @Override
  public int getSessions() {
    return users.values().stream().mapToInt(UserAgent::films).sum();
  }

  @Override
  public long getRegistrations() {
    return figures.registrations();
  }

  @Override
  public long getFilmsOpened() {
    return figures.opened();
  }

  @Override
  public long getSipRequests() {
    return figures.sip();
  }

  @Override
  public long getRtspRequests() {
    return figures.rtsp();
  }

  @Override
  public long getXaRequests() {
    return figures.xa();
  }

  @Override
  public long getErrors() {
    return figures.errors();
  }
}
