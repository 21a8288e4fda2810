/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whep;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.PlaySession;
import org.castbridge.mdf.control.PlaySessions;
import org.castbridge.mdf.control.Watchable;
import org.castbridge.mdf.rar.SessionEvent;

/**
 * The sessions made by WHEP: public films and channels only, a bounded number, played from the
 * start at once and closed at the end.
 */
@ApplicationScoped
public class WhepSessions {
  /** The last pictures lie in the player's jitter buffer when the last packet was sent. */
  private static final long LINGER_MS = 1000;

  @Inject private PlaySessions sessions;
  @Resource private ManagedScheduledExecutorService managed;
  private ScheduledExecutorService executor;
  private Semaphore places;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  public WhepSessions() {}

  WhepSessions(PlaySessions sessions, ScheduledExecutorService executor, MdfConfig config) {
    this.sessions = sessions;
    this.executor = executor;
    this.places = new Semaphore(config.whepMaxSessions());
  }

  @Inject
  void configure(MdfConfig config) {
    places = new Semaphore(config.whepMaxSessions());
  }

  /**
   * @throws ControlException of kind UNKNOWN_RESOURCE, FORBIDDEN, BUSY, BAD_OFFER, NO_COMMON_CODEC,
   *     DAMAGED_CONTENT or UNAVAILABLE
   */
  PlaySession open(String assetId, String offer) throws ControlException {
    Watchable resource = sessions.publicResource(assetId);
    if (!resource.isPublic()) {
      throw new ControlException(Kind.FORBIDDEN, "This film or channel is not public.");
    }
    if (!places.tryAcquire()) {
      throw new ControlException(Kind.BUSY, "There are too many viewers now; try again later.");
    }
    PlaySession session = null;
    try {
      session = sessions.open(resource, offer, "WHEP", this::onEvent);
      ids.add(session.id());
      session.play(resource instanceof Watchable.Film ? 0L : null, 1.0);
      return session;
    } catch (ControlException | RuntimeException e) {
      if (session == null) {
        places.release();
      } else {
        ids.remove(session.id());
        sessions.close(session); // its last event gives the place back
      }
      throw e;
    }
  }

  /**
   * @throws ControlException of kind UNKNOWN_SESSION, also for sessions made by Xp
   */
  PlaySession find(String assetId, String id) throws ControlException {
    PlaySession session = sessions.find(id);
    if (!ids.contains(id) || !isNamed(session.resource(), assetId)) {
      throw new ControlException(
          Kind.UNKNOWN_SESSION, "There is no such session, or it has ended.");
    }
    return session;
  }

  private static boolean isNamed(Watchable resource, String name) {
    return resource.name().equals(name) || resource.name().equals(Watchable.CHANNEL + name);
  }

  void close(PlaySession session) {
    sessions.close(session);
  }

  private void onEvent(PlaySession session, SessionEvent event) {
    if (event.kind().isFinal()) {
      ids.remove(event.sessionId());
      places.release();
    } else if (event.kind() == SessionEvent.Kind.END_OF_STREAM) {
      closeSoon(session);
    }
  }

  private void closeSoon(PlaySession session) {
    try {
      (executor != null ? executor : managed)
          .schedule(() -> sessions.close(session), LINGER_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      sessions.close(session); // the server stops
    }
  }
}
