/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.time.Instant;
import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletContextEvent;
import javax.servlet.sip.SipServletListener;
import javax.servlet.sip.TimerListener;
import javax.servlet.sip.TimerService;
import javax.servlet.sip.annotation.SipListener;

/** Beats once a second: expired bindings and a changed subscribers file are noticed here. */
@SipListener(applicationName = CoreImsServlet.NAME)
public class CoreTimer implements SipServletListener, TimerListener {
  private static final long BEAT_MILLIS = 1000;

  @Inject private CoreService service;
  @Resource private SipFactory factory;
  @Resource private TimerService timers;

  @Override
  public void servletInitialized(SipServletContextEvent event) {
    SipApplicationSession session = factory.createApplicationSession();
    // A session of its own that never runs out carries the timer.
    session.setExpires(0);
    timers.createTimer(session, BEAT_MILLIS, BEAT_MILLIS, false, false, "beat");
  }

  @Override
  public void timeout(ServletTimer timer) {
    try {
      service.tick(Instant.now());
    } catch (RuntimeException e) {
      CoreLog.LOG.failed("beat", String.valueOf(timer.getInfo()), e);
    }
  }
}
