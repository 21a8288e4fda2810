/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import java.io.IOException;
import java.util.Iterator;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.castbridge.iptv.log.IptvLogger;

/** Copies header fields and body from a message of one leg to a message of the other. */
final class Copy {
  private Copy() {}

  static void request(SipServletRequest from, SipServletRequest to) throws IOException {
    headers(from, to);
    body(from, to);
  }

  static void response(SipServletResponse from, SipServletResponse to) throws IOException {
    headers(from, to);
    String require = from.getHeader("Require");
    if (require != null) {
      to.removeHeader("Require");
      HeaderRelay.requireOfResponse(require).ifPresent(rest -> to.setHeader("Require", rest));
    }
    body(from, to);
  }

  static void body(SipServletMessage from, SipServletMessage to) throws IOException {
    byte[] content = from.getRawContent();
    if (content != null && content.length > 0 && from.getContentType() != null) {
      to.setContent(content, from.getContentType());
    }
  }

  private static void headers(SipServletMessage from, SipServletMessage to) {
    for (Iterator<String> names = from.getHeaderNames(); names.hasNext(); ) {
      String name = names.next();
      if (HeaderRelay.carries(name)) {
        header(name, from, to);
      }
    }
  }

  private static void header(String name, SipServletMessage from, SipServletMessage to) {
    try {
      boolean first = true;
      for (Iterator<String> values = from.getHeaders(name); values.hasNext(); first = false) {
        if (first) {
          to.setHeader(name, values.next());
        } else {
          to.addHeader(name, values.next());
        }
      }
    } catch (IllegalArgumentException e) {
      // A header field the container keeps for itself, or cannot read: it is not ours to insist.
      IptvLogger.LOG.debugf(e, "header field %s is not carried over", name);
    }
  }
}
