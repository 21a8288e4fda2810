/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import javax.servlet.sip.ConvergedHttpSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.SessionManagerUtil;
import org.mobicents.servlet.sip.core.session.SipApplicationSessionKey;

/** What the HTTP half of a converged application needs of its SIP half. */
public final class HttpSide {
  private final ApplicationContext context;

  HttpSide(ApplicationContext context) {
    this.context = context;
  }

  /**
   * Begins the handling of an HTTP request: sessions it touches stay locked until {@link #exit()}.
   */
  public void enter() {
    SessionLocks.enter(null);
  }

  public void exit() {
    context.factory().removeHttpSession();
    SessionLocks.exit();
  }

  /** Makes the factory tie the application sessions this thread creates to an HTTP session. */
  public void bind(ConvergedHttpSession session) {
    context.factory().storeHttpSession(session);
  }

  /**
   * Finds the application session with the given key and locks it, or makes one.
   *
   * @param id its id as {@link MobicentsSipApplicationSession#getId()} gave it, or null
   * @param create whether to make one if there is none
   * @return the session, or null
   */
  public MobicentsSipApplicationSession applicationSession(String id, boolean create) {
    MobicentsSipApplicationSession session = id == null ? null : find(id);
    if (session == null && create) {
      SipApplicationSessionKey key =
          SessionManagerUtil.getSipApplicationSessionKey(context.getApplicationName(), null, null);
      session = context.sessions().getSipApplicationSession(key, true);
    }
    SessionLocks.hold(session);
    return session;
  }

  private MobicentsSipApplicationSession find(String id) {
    try {
      return context
          .sessions()
          .getSipApplicationSession(SessionManagerUtil.parseSipApplicationSessionKey(id), false);
    } catch (java.text.ParseException e) {
      throw new IllegalArgumentException("no application session id: " + id, e);
    }
  }

  public void tied(ConvergedHttpSession session) {
    context.sessions().httpSessionTied(session);
  }

  public void ended(String httpSessionId) {
    context.sessions().httpSessionEnded(httpSessionId);
  }
}
