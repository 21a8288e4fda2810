/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

/**
 * A bandwidth line, {@code b=} (RFC 8866 section 5.8).
 *
 * @param type {@code AS} (kbit/s), {@code TIAS} (bit/s), {@code RR}, {@code RS} and so on
 * @param value in the unit of the type, never negative
 */
public record Bandwidth(String type, long value) {

  /** The bandwidth as a line. */
  public SdpLine line() {
    return new SdpLine('b', type + ":" + value);
  }

  static Bandwidth parse(String text) throws SdpException {
    int colon = text.indexOf(':');
    long value = colon < 0 ? -1 : Tokens.number(text.substring(colon + 1).trim(), 15);
    if (value < 0 || !Tokens.isToken(text.substring(0, colon))) {
      throw new SdpException("b=" + text, "b= needs a type, a colon and a number");
    }
    return new Bandwidth(text.substring(0, colon), value);
  }
}
