/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

/**
 * A payload format, the {@code a=rtpmap} attribute (RFC 8866 section 6.6).
 *
 * @param payloadType 0 to 127
 * @param encoding as written, as {@code H264}; compare without case
 * @param clockRate in Hz
 * @param channels audio channels, 1 if not stated
 */
public record RtpMap(int payloadType, String encoding, int clockRate, int channels) {

  /**
   * Reads the value of an {@code a=rtpmap} attribute.
   *
   * @throws SdpException if it is not {@code pt encoding/rate[/channels]}
   */
  public static RtpMap parse(String value) throws SdpException {
    String[] parts = value.trim().split(" +", -1);
    String[] format = parts.length == 2 ? parts[1].split("/", -1) : new String[0];
    if (format.length < 2 || format.length > 3) {
      throw wrong(value);
    }
    long payloadType = Tokens.number(parts[0], 3);
    long rate = Tokens.number(format[1], 9);
    long channels = format.length == 3 ? Tokens.number(format[2], 3) : 1;
    if (payloadType < 0
        || payloadType > 127
        || rate < 1
        || channels < 1
        || !Tokens.isToken(format[0])) {
      throw wrong(value);
    }
    return new RtpMap((int) payloadType, format[0], (int) rate, (int) channels);
  }

  /** Whether this is the encoding of this name, compared without case. */
  public boolean is(String name) {
    return encoding.equalsIgnoreCase(name);
  }

  /** The payload format as an attribute. */
  public Attribute attribute() {
    String suffix = channels == 1 ? "" : "/" + channels;
    return new Attribute("rtpmap", payloadType + " " + encoding + "/" + clockRate + suffix);
  }

  private static SdpException wrong(String value) {
    return new SdpException(
        "a=rtpmap:" + value, "a=rtpmap needs <payload type> <encoding>/<clock rate>");
  }
}
