/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

/**
 * Connection information, the {@code c=} line (RFC 8866 section 5.7).
 *
 * @param netType {@code IN}
 * @param addressType {@code IP4} or {@code IP6}
 * @param address an address or host name, with {@code /ttl} for multicast
 */
public record Connection(String netType, String addressType, String address) {

  /** Connection information for an address literal; one with a colon is IPv6. */
  public static Connection of(String address) {
    return new Connection("IN", address.indexOf(':') >= 0 ? "IP6" : "IP4", address);
  }

  /** The connection information as a line. */
  public SdpLine line() {
    return new SdpLine('c', netType + " " + addressType + " " + address);
  }

  static Connection parse(String value) throws SdpException {
    String[] parts = value.trim().split(" +", -1);
    if (parts.length != 3) {
      throw new SdpException(
          "c=" + value, "c= needs a network type, an address type and an address");
    }
    return new Connection(parts[0], parts[1], parts[2]);
  }
}
