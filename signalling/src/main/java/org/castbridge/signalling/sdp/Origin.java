/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

/**
 * The originator of a session, the {@code o=} line (RFC 8866 section 5.2).
 *
 * @param username a name without blanks, or {@code -}
 * @param sessionId digits
 * @param version digits; grows by one with each new version of the session
 * @param netType {@code IN}
 * @param addressType {@code IP4} or {@code IP6}
 * @param address an address or host name
 */
public record Origin(
    String username,
    String sessionId,
    String version,
    String netType,
    String addressType,
    String address) {

  /** The origin as a line. */
  public SdpLine line() {
    return new SdpLine(
        'o', String.join(" ", username, sessionId, version, netType, addressType, address));
  }

  static Origin parse(String value) throws SdpException {
    String[] parts = value.trim().split(" +", -1);
    if (parts.length != 6) {
      throw new SdpException("o=" + value, "o= needs six fields");
    }
    // Digits only, of any length: some user agents write 64-bit unsigned numbers.
    if (!parts[1].matches("[0-9]{1,40}") || !parts[2].matches("[0-9]{1,40}")) {
      throw new SdpException("o=" + value, "o= needs a numeric session id and version");
    }
    return new Origin(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
  }
}
