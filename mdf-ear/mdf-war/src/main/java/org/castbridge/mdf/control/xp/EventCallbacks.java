/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.xp;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.castbridge.mdf.control.MdfLogger;
import org.castbridge.mdf.control.PlaySession;
import org.castbridge.mdf.rar.SessionEvent;

/**
 * Tells MCFs what happens to their sessions: one POST an event, the events of one session strictly
 * one after the other, three tries each. Runs on the container's executor, so that a dead MCF holds
 * up neither the media nor other MCFs' events.
 */
@ApplicationScoped
public class EventCallbacks {
  private static final int TRIES = 3;
  private static final long FIRST_PAUSE_MS = 200;
  private static final int CONNECT_TIMEOUT_MS = 1000;
  private static final int READ_TIMEOUT_MS = 2000;

  @Resource private ManagedScheduledExecutorService managed;
  private ScheduledExecutorService executor;

  public EventCallbacks() {}

  EventCallbacks(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /** A listener for one session. */
  PlaySession.Listener listener(URI receiver) {
    if (receiver == null) {
      return (session, event) -> {};
    }
    Outbox outbox = new Outbox(receiver);
    return (session, event) -> outbox.add(event);
  }

  private ScheduledExecutorService executor() {
    return executor != null ? executor : managed;
  }

  /** The events of one session that are not delivered yet. */
  private final class Outbox {
    private final URI receiver;
    private final Deque<SessionEvent> waiting = new ArrayDeque<>();

    Outbox(URI receiver) {
      this.receiver = receiver;
    }

    void add(SessionEvent event) {
      synchronized (waiting) {
        waiting.add(event);
        if (waiting.size() > 1) {
          return; // somebody is at work on the ones before
        }
      }
      tryFirst(1, 0);
    }

    private void tryFirst(int attempt, long delayMs) {
      try {
        executor().schedule(() -> deliver(attempt), delayMs, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        synchronized (waiting) {
          MdfLogger.LOG.eventLost(
              XpJson.eventName(waiting.peek().kind()),
              waiting.peek().sessionId(),
              receiver,
              "the server stops");
          waiting.clear();
        }
      }
    }

    private void deliver(int attempt) {
      SessionEvent event;
      synchronized (waiting) {
        event = waiting.peek();
      }
      String failure = post(event);
      if (failure != null && attempt < TRIES) {
        tryFirst(attempt + 1, FIRST_PAUSE_MS << (2 * (attempt - 1)));
        return;
      }
      if (failure != null) {
        MdfLogger.LOG.eventLost(
            XpJson.eventName(event.kind()), event.sessionId(), receiver, failure);
      }
      boolean more;
      synchronized (waiting) {
        waiting.remove();
        more = !waiting.isEmpty();
      }
      if (more) {
        tryFirst(1, 0);
      }
    }

    /** Null if the receiver took it, or does not know the session any more: then it is at peace. */
    private String post(SessionEvent event) {
      HttpURLConnection connection = null;
      try {
        connection = (HttpURLConnection) receiver.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
        connection.setReadTimeout(READ_TIMEOUT_MS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        byte[] body = XpJson.event(event).getBytes(StandardCharsets.UTF_8);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
        int status = connection.getResponseCode();
        return status / 100 == 2 || status == 404 || status == 410 ? null : "status " + status;
      } catch (IOException e) {
        return e.toString();
      } finally {
        if (connection != null) {
          connection.disconnect();
        }
      }
    }
  }
}
