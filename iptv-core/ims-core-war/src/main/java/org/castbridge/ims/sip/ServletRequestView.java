/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.servlet.sip.SipServletRequest;
import org.castbridge.ims.message.RequestView;

/** The plain logic's view of a servlet request. */
record ServletRequestView(SipServletRequest request) implements RequestView {

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String requestUri() {
    return request.getRequestURI().toString();
  }

  @Override
  public List<String> headers(String name) {
    return list(request.getHeaders(name));
  }

  @Override
  public List<String> headerNames() {
    return list(request.getHeaderNames());
  }

  private static List<String> list(Iterator<String> values) {
    List<String> list = new ArrayList<>();
    values.forEachRemaining(list::add);
    return list;
  }

  @Override
  public String sessionDescription() {
    String type = request.getContentType();
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/sdp")) {
      return "";
    }
    try {
      byte[] body = request.getRawContent();
      return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    } catch (IOException e) {
      // The body is in memory; the signature is the servlet API's.
      throw new IllegalStateException(e);
    }
  }
}
