/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv;

import java.io.IOException;
import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipApplicationSessionEvent;
import javax.servlet.sip.SipApplicationSessionListener;
import javax.servlet.sip.SipErrorEvent;
import javax.servlet.sip.SipErrorListener;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.TimerListener;
import javax.servlet.sip.annotation.SipListener;
import org.castbridge.iptv.log.IptvLogger;
import org.castbridge.iptv.sip.SipFunction;

/** Hands the container's events to the function their application session belongs to. */
@SipListener(applicationName = "iptv-services")
public class SipEvents implements TimerListener, SipErrorListener, SipApplicationSessionListener {

  /** Something a function does. */
  private interface Event {
    void reach(SipFunction function) throws IOException;
  }

  private static void give(String event, SipApplicationSession session, Event work) {
    if (session == null
        || !session.isValid()
        || !(session.getAttribute(SipFunction.ATTRIBUTE) instanceof SipFunction function)) {
      return;
    }
    try {
      work.reach(function);
    } catch (IOException | RuntimeException e) {
      IptvLogger.LOG.eventFailed(event, function.name(), e);
    }
  }

  @Override
  public void timeout(ServletTimer timer) {
    SipApplicationSession session = timer.getApplicationSession();
    give("timer", session, f -> f.timeout(session, timer.getInfo()));
  }

  @Override
  public void noAckReceived(SipErrorEvent event) {
    notAcknowledged("missing ACK", event.getRequest());
  }

  @Override
  public void noPrackReceived(SipErrorEvent event) {
    notAcknowledged("missing PRACK", event.getRequest());
  }

  private static void notAcknowledged(String event, SipServletRequest request) {
    give(event, request.getApplicationSession(false), f -> f.notAcknowledged(request));
  }

  @Override
  public void sessionExpired(SipApplicationSessionEvent event) {
    SipApplicationSession session = event.getApplicationSession();
    give("session expiry", session, f -> f.expired(session));
  }

  @Override
  public void sessionCreated(SipApplicationSessionEvent event) {
    // A session becomes a function's with its first request, not before.
  }

  @Override
  public void sessionDestroyed(SipApplicationSessionEvent event) {
    // A function that ends a session has cleared up before.
  }

  @Override
  public void sessionReadyToInvalidate(SipApplicationSessionEvent event) {
    // What is over is ended by its function at once.
  }
}
