/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.SipApplicationSessionCreationThreadLocal;

/**
 * The application-session locks the current thread holds, as a stack of frames: one frame for each
 * time the engine enters an application. A session held by an outer frame is not locked again, and
 * leaving an inner frame does not unlock it. Static, because the engine itself looks the thread's
 * sessions up statically.
 */
public final class SessionLocks {
  private static final ThreadLocal<Deque<List<MobicentsSipApplicationSession>>> FRAMES =
      ThreadLocal.withInitial(ArrayDeque::new);

  private SessionLocks() {}

  /** Number of frames open on this thread. */
  public static int depth() {
    return FRAMES.get().size();
  }

  /** Opens a frame and locks the session in it; blocks while another thread holds it. */
  static void enter(MobicentsSipApplicationSession session) {
    FRAMES.get().push(new ArrayList<>());
    hold(session);
  }

  /**
   * Locks a further session until the current frame ends. Outside of any frame nothing is locked.
   */
  static void hold(MobicentsSipApplicationSession session) {
    List<MobicentsSipApplicationSession> frame = FRAMES.get().peek();
    if (session == null || frame == null || isHeld(session)) {
      return;
    }
    session.acquire();
    frame.add(session);
    engineView().getSipApplicationSessions().add(session);
  }

  /** Ends the current frame and unlocks what was locked in it. Without a frame it does nothing. */
  static void exit() {
    Deque<List<MobicentsSipApplicationSession>> frames = FRAMES.get();
    if (!frames.isEmpty()) {
      for (MobicentsSipApplicationSession session : frames.pop()) {
        engineView().getSipApplicationSessions().remove(session);
        session.release();
      }
    }
    if (frames.isEmpty()) {
      FRAMES.remove();
      SipApplicationSessionCreationThreadLocal.getTHRef().remove();
    }
  }

  /**
   * Ends frames until only {@code depth} are left.
   *
   * @return number of frames that had been left open
   */
  public static int unwindTo(int depth) {
    int unwound = 0;
    while (depth() > depth) {
      exit();
      unwound++;
    }
    if (depth == 0) {
      FRAMES.remove();
    }
    return unwound;
  }

  /** By key: the engine hands out a session sometimes as itself, sometimes as its facade. */
  private static boolean isHeld(MobicentsSipApplicationSession session) {
    return FRAMES.get().stream()
        .flatMap(List::stream)
        .anyMatch(held -> held.getKey().equals(session.getKey()));
  }

  private static SipApplicationSessionCreationThreadLocal engineView() {
    ThreadLocal<SipApplicationSessionCreationThreadLocal> reference =
        SipApplicationSessionCreationThreadLocal.getTHRef();
    SipApplicationSessionCreationThreadLocal view = reference.get();
    if (view == null) {
      view = new SipApplicationSessionCreationThreadLocal();
      reference.set(view);
    }
    return view;
  }
}
