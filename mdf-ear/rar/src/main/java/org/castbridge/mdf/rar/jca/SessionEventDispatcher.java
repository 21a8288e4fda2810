/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.castbridge.mdf.rar.MediaSessionListener;
import org.castbridge.mdf.rar.SessionEvent;
import org.castbridge.mdf.rar.net.SessionObserver;

/**
 * Brings session events from the event loops to the message endpoints (JCA chapter 13), on threads
 * of the container's work manager. The events of one session go one after the other, those of
 * different sessions beside each other.
 */
final class SessionEventDispatcher implements SessionObserver {
  private final WorkManager workManager;
  private final Runnable lost;
  private final List<MessageEndpointFactory> endpoints = new CopyOnWriteArrayList<>();
  private final Map<String, Deque<SessionEvent>> waiting = new HashMap<>();

  /** {@code lost} is run for each event that reaches nobody. */
  SessionEventDispatcher(WorkManager workManager, Runnable lost) {
    this.workManager = workManager;
    this.lost = lost;
  }

  void activate(MessageEndpointFactory endpoint) {
    endpoints.add(endpoint);
  }

  void deactivate(MessageEndpointFactory endpoint) {
    endpoints.remove(endpoint);
  }

  @Override
  public void onEvent(SessionEvent event) {
    if (endpoints.isEmpty()) {
      lost.run();
      return;
    }
    synchronized (waiting) {
      Deque<SessionEvent> behind = waiting.get(event.sessionId());
      if (behind != null) {
        behind.add(event);
        return;
      }
      Deque<SessionEvent> events = new ArrayDeque<>();
      events.add(event);
      waiting.put(event.sessionId(), events);
    }
    schedule(event.sessionId());
  }

  private void schedule(String sessionId) {
    try {
      workManager.scheduleWork(new Delivery(sessionId));
    } catch (WorkException e) {
      JcaLog.LOG.eventsNotDelivered(sessionId, e);
      synchronized (waiting) {
        waiting.remove(sessionId).forEach(x -> lost.run());
      }
    }
  }

  /** The next event of the session; null ends the delivery. */
  private SessionEvent next(String sessionId) {
    synchronized (waiting) {
      SessionEvent event = waiting.get(sessionId).poll();
      if (event == null) {
        waiting.remove(sessionId);
      }
      return event;
    }
  }

  private final class Delivery implements Work {
    private final String sessionId;

    Delivery(String sessionId) {
      this.sessionId = sessionId;
    }

    @Override
    public void run() {
      for (SessionEvent event = next(sessionId); event != null; event = next(sessionId)) {
        for (MessageEndpointFactory endpoint : endpoints) {
          deliver(endpoint, event);
        }
      }
    }

    @Override
    public void release() {
      // a delivery ends by itself; the endpoint's own time limits hold
    }
  }

  private void deliver(MessageEndpointFactory factory, SessionEvent event) {
    try {
      MessageEndpoint endpoint = factory.createEndpoint(null);
      try {
        ((MediaSessionListener) endpoint).onSessionEvent(event);
      } finally {
        endpoint.release();
      }
    } catch (Exception e) { // whatever a listener throws must not keep the others from hearing
      lost.run();
      JcaLog.LOG.listenerFailed(event.sessionId(), event.kind(), e);
    }
  }
}
