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
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.ims.Multipart;
import org.castbridge.signalling.ims.MultipartException;
import org.castbridge.signalling.sdp.SessionDescription;
import org.castbridge.signalling.xml.IptvCommand;
import org.castbridge.signalling.xml.XmlException;

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

  /**
   * The bodies of a request within a session.
   *
   * @param sdp the session description, or the empty text
   * @param command what came with it, or null
   */
  record Bodies(String sdp, IptvCommand command) {}

  /** The session description in a request, and a command of IPTV beside it if there is one. */
  static Bodies bodies(SipServletRequest request) throws IOException, SetUpRefusal {
    if (!Multipart.is(request.getContentType())) {
      return new Bodies(sdp(request), null);
    }
    try {
      Multipart parts = Multipart.parse(request.getContentType(), request.getRawContent());
      String sdp =
          parts
              .first(SessionDescription.MIME_TYPE)
              .orElseThrow(() -> SetUpRefusal.forbidden("the body has no session description"));
      String command =
          parts
              .first(IptvProfile.COMMAND_TYPE)
              .orElseThrow(
                  () -> SetUpRefusal.forbidden("the body has no " + IptvProfile.COMMAND_TYPE));
      return new Bodies(sdp, IptvCommand.parse(command));
    } catch (MultipartException | XmlException e) {
      throw SetUpRefusal.forbidden(e.getMessage());
    }
  }

  /** The command in an INFO. */
  static IptvCommand report(SipServletRequest request) throws IOException, SetUpRefusal {
    byte[] body = request.getRawContent();
    if (body == null || !IptvProfile.isZapReport(request.getContentType())) {
      throw SetUpRefusal.badReport("a report must be " + IptvProfile.COMMAND_TYPE);
    }
    try {
      return IptvCommand.parse(new String(body, StandardCharsets.UTF_8));
    } catch (XmlException e) {
      throw SetUpRefusal.badReport(e.getMessage());
    }
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
    refusal.reason().ifPresent(reason -> response.setHeader("Reason", reason.toString()));
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
