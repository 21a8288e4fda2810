/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.Locale;
import java.util.Optional;

/**
 * The fingerprint of a DTLS certificate, the {@code a=fingerprint} attribute (RFC 8122 section 5).
 *
 * @param algorithm in lower case, as {@code sha-256}
 * @param value pairs of upper-case hexadecimal digits split by colons
 */
public record Fingerprint(String algorithm, String value) {

  /**
   * Reads the value of an {@code a=fingerprint} attribute.
   *
   * @throws SdpException if it is no algorithm and hexadecimal pairs, or SHA-256 without its 32
   *     pairs
   */
  public static Fingerprint parse(String text) throws SdpException {
    String[] parts = text.trim().split(" +", -1);
    if (parts.length != 2
        || parts[1].length() > 200
        || !parts[1].matches("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})*")) {
      throw wrong(text, "a=fingerprint needs a hash function and pairs of hexadecimal digits");
    }
    String algorithm = parts[0].toLowerCase(Locale.ROOT);
    if (algorithm.equals("sha-256") && parts[1].length() != 32 * 3 - 1) {
      throw wrong(text, "a SHA-256 fingerprint has 32 bytes");
    }
    return new Fingerprint(algorithm, parts[1].toUpperCase(Locale.ROOT));
  }

  /**
   * The fingerprint of a section, else of the session level; SHA-256 first if there are several.
   */
  public static Optional<Fingerprint> of(SessionDescription session, MediaDescription section)
      throws SdpException {
    var values = section.attributes("fingerprint");
    Fingerprint found = null;
    for (String value : values.isEmpty() ? session.attributes("fingerprint") : values) {
      Fingerprint one = parse(value);
      if (found == null || one.algorithm.equals("sha-256")) {
        found = one;
      }
    }
    return Optional.ofNullable(found);
  }

  /** The fingerprint as an attribute. */
  public Attribute attribute() {
    return new Attribute("fingerprint", algorithm + " " + value);
  }

  private static SdpException wrong(String text, String message) {
    return new SdpException("a=fingerprint:" + text, message);
  }
}
