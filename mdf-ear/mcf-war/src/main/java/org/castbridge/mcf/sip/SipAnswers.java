/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.sip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.castbridge.mcf.McfLog;
import org.castbridge.mcf.session.SetUpRefusal;
import org.castbridge.signalling.sdp.SessionDescription;

/** Reads bodies and writes answers. */
final class SipAnswers {
  static final String ALLOW = "INVITE, ACK, CANCEL, BYE, UPDATE, INFO, OPTIONS, PRACK";

  private final String agent;

  /**
   * @param agent the name under which warnings are signed
   */
  SipAnswers(String agent) {
    this.agent = agent;
  }

  /** The session description in a request; empty if it has no body. */
  static String sdp(SipServletRequest request) throws IOException, SetUpRefusal {
    byte[] body = request.getRawContent();
    if (body == null || body.length == 0) {
      return "";
    }
    String type = request.getContentType() == null ? "" : request.getContentType();
    if (!type.split(";", 2)[0]
        .trim()
        .toLowerCase(Locale.ROOT)
        .equals(SessionDescription.MIME_TYPE)) {
      throw SetUpRefusal.notSdp();
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Answers 200, with a session description unless that is empty. */
  void ok(SipServletRequest request, String sdp) throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
    response.setHeader("Allow", ALLOW);
    if (!sdp.isEmpty()) {
      response.setContent(sdp.getBytes(StandardCharsets.UTF_8), SessionDescription.MIME_TYPE);
    }
    response.send();
  }

  /** Answers with a refusal, unless the request has been answered already, as by CANCEL. */
  void refuse(SipServletRequest request, SetUpRefusal refusal) throws IOException {
    if (request.isCommitted()) {
      return;
    }
    McfLog.LOG.refused(
        request.getMethod(), request.getTo().getURI(), refusal.status(), refusal.getMessage());
    SipServletResponse response = request.createResponse(refusal.status());
    response.setHeader("Warning", refusal.warning(agent).toString());
    if (refusal.status() == SipServletResponse.SC_UNSUPPORTED_MEDIA_TYPE) {
      response.setHeader("Accept", SessionDescription.MIME_TYPE);
    }
    if (refusal.retryAfter().isPresent()) {
      response.setHeader("Retry-After", Integer.toString(refusal.retryAfter().getAsInt()));
    }
    response.send();
  }

  /** Answers with a status and header fields. */
  static void plain(SipServletRequest request, int status, Map<String, String> headers)
      throws IOException {
    SipServletResponse response = request.createResponse(status);
    headers.forEach(response::setHeader);
    response.send();
  }
}
