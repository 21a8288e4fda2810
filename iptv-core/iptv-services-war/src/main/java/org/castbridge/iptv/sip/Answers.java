/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import java.io.IOException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.castbridge.signalling.ims.Warning;

/** Writes final answers and ends application sessions. */
public final class Answers {
  private final String agent;

  /**
   * @param agent the host named in Warning header fields
   */
  public Answers(String agent) {
    this.agent = agent;
  }

  /** Refuses a request. */
  public void refuse(SipServletRequest request, Refusal refusal) throws IOException {
    SipServletResponse response = request.createResponse(refusal.status());
    explain(response, refusal);
    response.send();
  }

  /** Puts the explanation of a refusal into a response. */
  public void explain(SipServletResponse response, Refusal refusal) {
    Warning warning = new Warning(Warning.MISCELLANEOUS, agent, refusal.text());
    response.setHeader("Warning", warning.toString());
    if (refusal.reason() != null) {
      response.setHeader("Reason", refusal.reason().toString());
    }
    if (refusal.retryAfter() > 0) {
      response.setHeader("Retry-After", Integer.toString(refusal.retryAfter()));
    }
  }

  /** 405 with the methods that would be taken. */
  public void methodNotAllowed(SipServletRequest request, String allow) throws IOException {
    SipServletResponse response = request.createResponse(405);
    response.setHeader("Allow", allow);
    explain(response, Refusal.of(405, request.getMethod() + " is not served here"));
    response.send();
  }

  /** 200 to an OPTIONS. */
  public void capabilities(SipServletRequest request, String allow, String accept)
      throws IOException {
    SipServletResponse response = request.createResponse(200);
    response.setHeader("Allow", allow);
    response.setHeader("Accept", accept);
    response.send();
  }

  /** Ends an application session if it still lives; what it holds is freed at once. */
  public static void end(SipApplicationSession session) {
    if (session != null && session.isValid()) {
      session.invalidate();
    }
  }
}
