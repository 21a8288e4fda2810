/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.Objects;

/**
 * An {@code a=} line (RFC 8866 section 5.13): a property ({@code a=recvonly}) or a value ({@code
 * a=mid:0}).
 *
 * @param name the attribute's name, as written
 * @param value the text behind the colon, or null for a property
 */
public record Attribute(String name, String value) {

  /**
   * @throws IllegalArgumentException if the name is no token, or the value holds a line end
   */
  public Attribute {
    Objects.requireNonNull(name);
    if (!Tokens.isToken(name)) {
      throw new IllegalArgumentException("SDP attribute name must be a token: " + name);
    }
    if (value != null) {
      new SdpLine('a', value);
    }
  }

  /** A property attribute, as in {@code a=rtcp-mux}. */
  public static Attribute property(String name) {
    return new Attribute(name, null);
  }

  /** The attribute as a line. */
  public SdpLine line() {
    return new SdpLine('a', value == null ? name : name + ":" + value);
  }

  /**
   * The attribute in a line of type {@code a}; the line must come from {@link SdpParser} or {@link
   * #line()}.
   */
  static Attribute of(SdpLine line) {
    int colon = line.value().indexOf(':');
    return colon < 0
        ? new Attribute(line.value(), null)
        : new Attribute(line.value().substring(0, colon), line.value().substring(colon + 1));
  }

  @Override
  public String toString() {
    return line().toString();
  }
}
