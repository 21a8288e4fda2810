/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** Which pages may open W2: those of the gateway itself and those the operator names (RFC 6454). */
public final class OriginPolicy {
  private final List<String> allowed;

  /** Besides the same origin, these. */
  public OriginPolicy(List<String> allowed) {
    this.allowed = allowed;
  }

  /**
   * Decides.
   *
   * @param origin the Origin header; null: not a browser, so not another site's page either
   * @param host the Host header
   */
  public boolean allows(String origin, String host) {
    if (origin == null) {
      return true;
    }
    if (allowed.stream().anyMatch(origin::equalsIgnoreCase)) {
      return true;
    }
    try {
      URI uri = new URI(origin.toLowerCase(Locale.ROOT));
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && host != null && authority(uri).equals(withPort(host, uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String authority(URI uri) {
    return withPort(uri.getRawAuthority() == null ? "" : uri.getRawAuthority(), uri.getScheme());
  }

  private static String withPort(String authority, String scheme) {
    String lower = authority.toLowerCase(Locale.ROOT);
    boolean hasPort = lower.matches(".*:\\d+");
    return hasPort ? lower : lower + (scheme.equals("https") ? ":443" : ":80");
  }
}
