/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import jakarta.servlet.ServletContext;
import java.io.Serializable;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipSessionsUtil;
import javax.servlet.sip.TimerService;

/** The container's three services for SIP applications (JSR 289 section 6.3). */
public record SipTools(SipFactory factory, TimerService timers, SipSessionsUtil sessions) {

  /** The services of the application this context belongs to. */
  public static SipTools of(ServletContext context) {
    return new SipTools(
        (SipFactory) context.getAttribute(SipServlet.SIP_FACTORY),
        (TimerService) context.getAttribute(SipServlet.TIMER_SERVICE),
        (SipSessionsUtil) context.getAttribute(SipServlet.SIP_SESSIONS_UTIL));
  }

  /**
   * Has {@link SipFunction#timeout} called once, under the lock of the application session. From a
   * thread that is not the container's, this is the way to work in a session (JSR 289 leaves that
   * open; the engine runs timers under the lock).
   */
  public void after(SipApplicationSession session, long millis, Serializable info) {
    timers.createTimer(session, Math.max(1, millis), false, info);
  }
}
