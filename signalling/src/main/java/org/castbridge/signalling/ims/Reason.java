/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.util.Locale;

/**
 * A {@code Reason} header field value (RFC 3326).
 *
 * @param protocol as {@code SIP}, {@code Q.850}, or our own {@code IPTV}
 * @param cause what the protocol calls it: a status code, or {@code package}, {@code age}, {@code
 *     payment} for IPTV; null if not stated
 * @param text for a person to read; null if not stated
 */
public record Reason(String protocol, String cause, String text) {
  /** The protocol name under which the Service Control Function refuses a film. */
  public static final String IPTV = "IPTV";

  /** Why an IPTV service was refused. */
  public static Reason iptv(String cause, String text) {
    return new Reason(IPTV, cause, text);
  }

  /**
   * Reads the first reason of a header field value.
   *
   * @throws HeaderException if it has no protocol or a parameter is malformed
   */
  public static Reason parse(String header) throws HeaderException {
    HeaderScanner scanner = new HeaderScanner(header);
    scanner.skipBlanks();
    String protocol = scanner.word();
    if (protocol.isEmpty()) {
      throw scanner.wrong("a reason needs a protocol");
    }
    String cause = null;
    String text = null;
    scanner.skipBlanks();
    while (scanner.take(';')) {
      scanner.skipBlanks();
      String name = scanner.word().toLowerCase(Locale.ROOT);
      scanner.skipBlanks();
      String value = scanner.take('=') ? blankless(scanner) : "";
      cause = name.equals("cause") ? value : cause;
      text = name.equals("text") ? value : text;
      scanner.skipBlanks();
    }
    return new Reason(protocol, cause, text);
  }

  private static String blankless(HeaderScanner scanner) throws HeaderException {
    scanner.skipBlanks();
    return scanner.value();
  }

  /** The reason as a header field value. */
  @Override
  public String toString() {
    String result = protocol;
    if (cause != null) {
      result += ";cause=" + cause;
    }
    return text == null ? result : result + ";text=" + HeaderScanner.quoted(text);
  }
}
