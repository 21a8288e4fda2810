/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.sip.Address;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.castbridge.ims.message.NameAddr;
import org.castbridge.ims.message.SipRefusal;
import org.castbridge.ims.message.SipUri;
import org.castbridge.ims.message.SipUriException;
import org.castbridge.ims.message.Source;
import org.castbridge.ims.registrar.RegisterRequest;
import org.castbridge.ims.routing.InitialRequest;
import org.castbridge.ims.routing.SessionRouter;

/** Takes servlet messages apart for the plain logic, and answers refusals. */
final class Messages {
  private static final Pattern SENT_BY =
      Pattern.compile(
          "SIP\\s*/\\s*2\\.0\\s*/\\s*(\\S+)\\s+(\\[[^]]+]|[^;:\\s]+)(?:\\s*:\\s*(\\d{1,5}))?.*");
  private static final int DEFAULT_MAX_FORWARDS = 70;

  private Messages() {}

  static InitialRequest initial(SipServletRequest request, SessionRouter.Home home)
      throws SipRefusal {
    ServletRequestView view = new ServletRequestView(request);
    return new InitialRequest(
        view,
        source(request, view),
        ownRoute(request),
        view.headers("Route"),
        maxForwards(view),
        passes(view, home));
  }

  static RegisterRequest register(SipServletRequest request) throws SipRefusal {
    ServletRequestView view = new ServletRequestView(request);
    List<RegisterRequest.Contact> contacts = new ArrayList<>();
    boolean wildcard = false;
    for (String value : view.headers("Contact")) {
      NameAddr contact = nameAddr(value);
      if (contact.uri().equals("*")) {
        wildcard = true;
      } else {
        contacts.add(contact(contact));
      }
    }
    return new RegisterRequest(
        aor(request.getTo()),
        request.getCallId(),
        cseq(view),
        seconds(request.getHeader("Expires")),
        wildcard,
        contacts,
        view.headers("Path"),
        source(request, view));
  }

  private static RegisterRequest.Contact contact(NameAddr contact) throws SipRefusal {
    Map<String, String> params = new LinkedHashMap<>(contact.params());
    String expires = params.remove("expires");
    return new RegisterRequest.Contact(uri(contact.uri()), contact.uri(), params, seconds(expires));
  }

  private static NameAddr nameAddr(String text) throws SipRefusal {
    try {
      return NameAddr.parse(text);
    } catch (SipUriException e) {
      throw new SipRefusal(400, e.getMessage());
    }
  }

  /**
   * RFC 3261 20.10: an expiry that is no number counts as 3600, one beyond 32 bit as the greatest.
   */
  private static long seconds(String text) {
    if (text == null) {
      return -1;
    }
    String digits = text.trim();
    if (!digits.matches("[0-9]{1,18}")) {
      return 3600;
    }
    return Math.min(Long.parseLong(digits), 0xffff_ffffL);
  }

  private static long cseq(ServletRequestView view) {
    return Long.parseLong(view.headers("CSeq").get(0).trim().split("\\s+")[0]);
  }

  static String aor(Address address) throws SipRefusal {
    return uri(address.getURI().toString()).addressOfRecord();
  }

  private static SipUri uri(String text) throws SipRefusal {
    try {
      return SipUri.parse(text);
    } catch (SipUriException e) {
      throw new SipRefusal(400, e.getMessage());
    }
  }

  private static Optional<SipUri> ownRoute(SipServletRequest request) throws SipRefusal {
    Address popped = request.getPoppedRoute();
    return popped == null ? Optional.empty() : Optional.of(uri(popped.getURI().toString()));
  }

  private static int maxForwards(ServletRequestView view) {
    List<String> values = view.headers("Max-Forwards");
    boolean number = !values.isEmpty() && values.get(0).trim().matches("[0-9]{1,9}");
    return number ? Integer.parseInt(values.get(0).trim()) : DEFAULT_MAX_FORWARDS;
  }

  static Source source(SipServletRequest request) throws SipRefusal {
    return source(request, new ServletRequestView(request));
  }

  private static Source source(SipServletRequest request, ServletRequestView view)
      throws SipRefusal {
    List<String> vias = view.headers("Via");
    Matcher via = SENT_BY.matcher(vias.isEmpty() ? "" : vias.get(0));
    if (!via.matches()) {
      throw new SipRefusal(400, "the Via header is malformed");
    }
    int standard = via.group(1).equalsIgnoreCase("TLS") ? 5061 : 5060;
    int port = via.group(3) == null ? standard : Integer.parseInt(via.group(3));
    return new Source(request.getRemoteAddr(), request.getRemotePort(), port);
  }

  private static int passes(ServletRequestView view, SessionRouter.Home home) {
    int passes = 0;
    for (String value : view.headers("Via")) {
      Matcher via = SENT_BY.matcher(value);
      boolean own =
          via.matches()
              && via.group(2).equals(home.host())
              && Integer.toString(home.port()).equals(via.group(3));
      passes += own ? 1 : 0;
    }
    return passes;
  }

  static void refuse(SipServletRequest request, SipRefusal refusal, String agent)
      throws IOException {
    SipServletResponse response = request.createResponse(refusal.status());
    String text = refusal.getMessage().replace("\\", "\\\\").replace("\"", "\\\"");
    response.addHeader("Warning", "399 " + agent + " \"" + text + "\"");
    refusal.headers().forEach(response::setHeader);
    response.send();
  }
}
