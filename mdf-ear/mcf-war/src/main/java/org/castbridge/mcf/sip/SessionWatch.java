/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.sip;

import jakarta.inject.Inject;
import java.util.Optional;
import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipApplicationSessionEvent;
import javax.servlet.sip.SipApplicationSessionListener;
import javax.servlet.sip.SipErrorEvent;
import javax.servlet.sip.SipErrorListener;
import javax.servlet.sip.TimerListener;
import javax.servlet.sip.annotation.SipListener;
import org.castbridge.mcf.McfService;
import org.castbridge.mcf.session.ControlledSession;
import org.castbridge.mcf.session.EndReason;

/** Ends sessions whose dialogue ends without a message of its own. */
@SipListener(applicationName = MediaControlServlet.NAME)
public class SessionWatch
    implements SipErrorListener, SipApplicationSessionListener, TimerListener {
  @Inject private McfService service;

  @Override
  public void noAckReceived(SipErrorEvent event) {
    end(event.getRequest().getApplicationSession(false), EndReason.NO_ACK);
  }

  /** The ACK to a refusal has had its time. */
  @Override
  public void timeout(ServletTimer timer) {
    SipApplicationSession application = timer.getApplicationSession();
    if (application.isValid()) {
      application.invalidate();
    }
  }

  @Override
  public void noPrackReceived(SipErrorEvent event) {
    // No answer of ours asks for a PRACK.
  }

  @Override
  public void sessionCreated(SipApplicationSessionEvent event) {
    // It becomes interesting with the offer.
  }

  @Override
  public void sessionDestroyed(SipApplicationSessionEvent event) {
    end(event.getApplicationSession(), EndReason.DIALOGUE_LOST);
  }

  @Override
  public void sessionExpired(SipApplicationSessionEvent event) {
    // sessionDestroyed follows.
  }

  @Override
  public void sessionReadyToInvalidate(SipApplicationSessionEvent event) {
    // It is invalidated then, and sessionDestroyed follows.
  }

  private void end(SipApplicationSession application, EndReason reason) {
    find(application).ifPresent(session -> service.control().end(session, reason));
  }

  private Optional<ControlledSession> find(SipApplicationSession application) {
    if (application == null) {
      return Optional.empty();
    }
    String id = application.getId();
    return service.control().sessions().all().stream()
        .filter(session -> session.dialogue().application().equals(id))
        .findFirst();
  }
}
