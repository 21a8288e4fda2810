/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which header fields a back-to-back user agent carries from one leg to the other: all that are not
 * of a dialogue, a hop or the content. Unknown ones are end to end.
 */
final class HeaderRelay {
  /** Made anew on each leg by the container (JSR 289 section 5.4.2), or valid on one leg only. */
  private static final Set<String> OF_THE_LEG =
      Set.of(
          // dialogue and transaction
          "via",
          "from",
          "to",
          "call-id",
          "cseq",
          "contact",
          "rseq",
          "rack",
          "timestamp",
          // they name a dialogue, and it has another name on the other leg
          "replaces",
          "join",
          "target-dialog",
          "in-reply-to",
          // hop
          "route",
          "record-route",
          "path",
          "service-route",
          "max-forwards",
          "proxy-require",
          "security-client",
          "security-verify",
          "security-server",
          "authorization",
          "proxy-authorization",
          // the identity has been asserted; what the equipment would have preferred is of no use
          // now
          "p-preferred-identity",
          // copied with the body
          "content-type",
          "content-length");

  private HeaderRelay() {}

  /** Whether header fields of this name go over to the other leg. */
  static boolean carries(String name) {
    return !OF_THE_LEG.contains(longForm(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * What of a response's Require goes over. Reliability of provisional responses is agreed on each
   * leg; sending reliably adds it there.
   *
   * @return empty if nothing is left
   */
  static Optional<String> requireOfResponse(String value) {
    String rest =
        Arrays.stream(value.split(","))
            .map(String::trim)
            .filter(tag -> !tag.isEmpty() && !tag.equalsIgnoreCase("100rel"))
            .collect(Collectors.joining(", "));
    return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
  }

  private static String longForm(String name) {
    return switch (name) {
      case "v" -> "via";
      case "f" -> "from";
      case "t" -> "to";
      case "i" -> "call-id";
      case "m" -> "contact";
      case "c" -> "content-type";
      case "l" -> "content-length";
      default -> name;
    };
  }
}
