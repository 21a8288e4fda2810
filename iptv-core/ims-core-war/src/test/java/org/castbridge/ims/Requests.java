/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.castbridge.ims.message.RequestView;
import org.castbridge.ims.message.SipUri;
import org.castbridge.ims.message.SipUriException;
import org.castbridge.ims.message.Source;
import org.castbridge.ims.registrar.RegisterRequest;
import org.castbridge.ims.routing.InitialRequest;

/** Requests for the tests, written in one line. */
public final class Requests {
  /** The host of the SGW and the application servers. */
  public static final Source CASTBRIDGE = new Source("127.0.0.1", 40001, 5060);

  /** Somebody else on the same machine. */
  public static final Source STRANGER = new Source("127.0.0.1", 40002, 6060);

  private Requests() {}

  public static RequestView view(String method, String uri, String... headers) {
    Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      map.computeIfAbsent(parts[0], k -> new ArrayList<>()).add(parts[1]);
    }
    return new View(method, uri, map, "");
  }

  public static RequestView withSdp(RequestView view, String sdp) {
    View v = (View) view;
    return new View(v.method(), v.requestUri(), v.map(), sdp);
  }

  public static InitialRequest initial(RequestView view, Source source, String ownRoute) {
    Optional<SipUri> route = Optional.ofNullable(ownRoute).map(Requests::uri);
    return new InitialRequest(view, source, route, List.of(), 70, 0);
  }

  public static SipUri uri(String text) {
    try {
      return SipUri.parse(text);
    } catch (SipUriException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static RegisterRequest register(
      String aor, long cseq, long expires, Source source, String... contacts) {
    List<RegisterRequest.Contact> list = new ArrayList<>();
    for (String contact : contacts) {
      list.add(new RegisterRequest.Contact(uri(contact), contact, Map.of(), -1));
    }
    return new RegisterRequest(aor, "call-1", cseq, expires, false, list, List.of(), source);
  }

  private record View(
      String method, String requestUri, Map<String, List<String>> map, String sessionDescription)
      implements RequestView {
    @Override
    public List<String> headers(String name) {
      return map.getOrDefault(name, List.of());
    }

    @Override
    public List<String> headerNames() {
      return List.copyOf(map.keySet());
    }
  }
}
