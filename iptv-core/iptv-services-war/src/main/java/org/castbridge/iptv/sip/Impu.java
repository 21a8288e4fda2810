/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP multimedia public identities in one spelling, so that equal ones are equal texts. */
public final class Impu {
  private static final int LONGEST = 255;
  private static final Pattern SIP =
      Pattern.compile(
          "sips?:([A-Za-z0-9_.!~*'()&=+$,/%-]+)@([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(?:[:;?].*)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TEL =
      Pattern.compile("tel:(\\+?[0-9().-]+)(?:;.*)?", Pattern.CASE_INSENSITIVE);

  private Impu() {}

  /**
   * Reads an identity from a header field value in any of its forms: {@code "Alice"
   * <sip:alice@ims.test>}, {@code "sip:alice@ims.test"} (quoted, as in X-3GPP-Intended-Identity),
   * {@code sip:alice@ims.test}.
   *
   * @return {@code sip:user@host} with the host in lower case and without parameters, or {@code
   *     tel:} with digits only; empty if there is no such identity
   */
  public static Optional<String> of(String header) {
    if (header == null || header.length() > 4 * LONGEST) {
      return Optional.empty();
    }
    String uri = bare(header.trim());
    Matcher sip = SIP.matcher(uri);
    if (sip.matches()) {
      String host = sip.group(2).toLowerCase(Locale.ROOT);
      return Optional.of("sip:" + sip.group(1) + "@" + host).filter(s -> s.length() <= LONGEST);
    }
    Matcher tel = TEL.matcher(uri);
    return tel.matches()
        ? Optional.of("tel:" + tel.group(1).replaceAll("[().-]", ""))
            .filter(s -> s.length() <= LONGEST)
        : Optional.empty();
  }

  /** What is between angle brackets behind a display name, or between quotes, or all of it. */
  private static String bare(String value) {
    int open = value.lastIndexOf('<');
    int close = value.indexOf('>', open + 1);
    if (open >= 0) {
      return close < 0 ? "" : value.substring(open + 1, close).trim();
    }
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).trim() : value;
  }
}
