/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.sip;

import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipSession;
import org.castbridge.mcf.McfLog;
import org.castbridge.mcf.session.ControlledSession;
import org.castbridge.mcf.session.ControlledSession.Dialogue;
import org.castbridge.mcf.session.Upstream;
import org.mobicents.javax.servlet.sip.SipApplicationSessionAsynchronousWork;
import org.mobicents.javax.servlet.sip.SipSessionsUtilExt;

/**
 * Reaches dialogues from threads that are not SIP's, always under the lock of the application
 * session.
 */
final class Dialogues implements Upstream {

  /** What to do in an application session. */
  interface Work {
    void in(SipApplicationSession application) throws IOException;
  }

  private final SipSessionsUtilExt sessions;

  Dialogues(SipSessionsUtilExt sessions) {
    this.sessions = sessions;
  }

  /**
   * Does something under the lock of the dialogue's application session, if that is still there;
   * returns at once.
   */
  void run(Dialogue dialogue, String what, Work work) {
    try {
      sessions.scheduleAsynchronousWork(
          dialogue.application(),
          (SipApplicationSessionAsynchronousWork) application -> guarded(application, what, work));
    } catch (RuntimeException e) {
      // The container goes down: it ends its dialogues itself.
      McfLog.LOG.notSent(what, dialogue.application(), e);
    }
  }

  private static void guarded(SipApplicationSession application, String what, Work work) {
    try {
      work.in(application);
    } catch (IOException | RuntimeException e) {
      McfLog.LOG.notSent(what, application.getId(), e);
    }
  }

  @Override
  public CompletableFuture<Void> bye(ControlledSession session) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    run(
        session.dialogue(),
        "BYE",
        application -> {
          try {
            bye(application, session.dialogue().session());
          } finally {
            sent.complete(null);
          }
        });
    return sent;
  }

  private static void bye(SipApplicationSession application, String id) throws IOException {
    SipSession session = find(application, id);
    if (session == null || session.getState() == SipSession.State.TERMINATED) {
      application.invalidate();
    } else if (session.getState() == SipSession.State.CONFIRMED) {
      send(application, session);
    }
    // Else the answer is on its way here, finds the session ended, and refuses the INVITE.
  }

  private static void send(SipApplicationSession application, SipSession session)
      throws IOException {
    try {
      session.createRequest("BYE").send();
    } catch (IOException | RuntimeException e) {
      application.invalidate(); // nobody will answer what was not sent
      throw e;
    }
  }

  private static SipSession find(SipApplicationSession application, String id) {
    for (Iterator<?> all = application.getSessions("SIP"); all.hasNext(); ) {
      SipSession session = (SipSession) all.next();
      if (session.getId().equals(id) && session.isValid()) {
        return session;
      }
    }
    return null;
  }
}
