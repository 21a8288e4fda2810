/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A BCServiceId: the DVB textual identifier of a broadcast service, {@code ServiceName:DomainName}
 * (TS 102 034 section 5.2.6.2; OIPF Volume 4 annex D.1).
 *
 * @param serviceName names the service within its provider; here the id of the channel
 * @param domainName the provider's domain, or null when it is left out
 */
public record BroadcastServiceId(String serviceName, String domainName) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{0,63})(?::([A-Za-z0-9][A-Za-z0-9.-]{0,252}))?");

  /** Whether a text can be a service name. */
  public static boolean isServiceName(String text) {
    return text != null && text.indexOf(':') < 0 && FORM.matcher(text).matches();
  }

  /** Reads an identifier; empty if it is none. */
  public static Optional<BroadcastServiceId> parse(String text) {
    Matcher matcher = text == null || text.length() > 400 ? null : FORM.matcher(text.trim());
    return matcher != null && matcher.matches()
        ? Optional.of(new BroadcastServiceId(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** Whether the service is one of this provider's. */
  public boolean isOf(String domain) {
    return domainName == null
        || domainName.toLowerCase(Locale.ROOT).equals(domain.toLowerCase(Locale.ROOT));
  }

  /** The identifier as it is written in SDP and XML. */
  @Override
  public String toString() {
    return domainName == null ? serviceName : serviceName + ":" + domainName;
  }
}
