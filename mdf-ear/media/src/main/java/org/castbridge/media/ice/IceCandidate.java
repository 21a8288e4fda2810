/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * One candidate as it stands behind {@code a=candidate:} (RFC 8839 section 5.1, RFC 6544 section
 * 4.5 for TCP).
 *
 * @param foundation 1 to 32 ice-chars; candidates of one base and kind share it
 * @param tcp whether the transport is TCP
 * @param priority 1 to 2^31 - 1 (RFC 8445 section 5.1.2)
 * @param address resolved
 * @param type host, srflx, prflx or relay
 * @param tcpType active, passive or so for TCP; null for UDP
 */
public record IceCandidate(
    String foundation,
    boolean tcp,
    long priority,
    InetSocketAddress address,
    String type,
    String tcpType) {

  /** Type preferences of RFC 8445 section 5.1.2.2; TCP below all UDP ones but relays. */
  private static final int HOST = 126;

  private static final int HOST_TCP = 90;

  /** Direction preference of a passive host candidate, RFC 6544 section 4.2. */
  private static final int PASSIVE = 4;

  private static final int COMPONENT = 1;

  /** Our own UDP candidate number {@code index}, the best first. */
  public static IceCandidate udpHost(InetSocketAddress address, int index) {
    return new IceCandidate(
        Integer.toString(index + 1), false, priority(HOST, 65_535 - index), address, "host", null);
  }

  /** Our own TCP candidate number {@code index}: viewers connect to it. */
  public static IceCandidate tcpHost(InetSocketAddress address, int index) {
    return new IceCandidate(
        "t" + (index + 1),
        true,
        priority(HOST_TCP, PASSIVE << 13 | (8_191 - index)),
        address,
        "host",
        "passive");
  }

  /** RFC 8445 section 5.1.2.1, for component 1. */
  static long priority(int typePreference, int localPreference) {
    return (long) typePreference << 24 | (long) localPreference << 8 | (256 - COMPONENT);
  }

  /**
   * Reads the value of a candidate attribute, with or without {@code candidate:} before it. Empty
   * when there is nothing an agent could use: another component, a name instead of an address
   * (mDNS: the viewer will show up as a peer-reflexive candidate), an unknown transport.
   *
   * @throws IllegalArgumentException naming what is wrong when it is no candidate at all
   */
  public static Optional<IceCandidate> parse(String value) {
    String text = value.startsWith("candidate:") ? value.substring(10) : value;
    String[] word = text.strip().split(" +");
    if (word.length < 8 || !word[6].equals("typ")) {
      throw new IllegalArgumentException("no candidate: '" + shown(value) + "'");
    }
    long component = number(word[1], 256, "component", value);
    long priority = number(word[3], 0xFFFFFFFFL, "priority", value);
    int port = (int) number(word[5], 65_535, "port", value);
    String transport = word[2].toLowerCase(Locale.ROOT);
    InetAddress address = literal(word[4]);
    boolean usable =
        component == COMPONENT && address != null && port > 0 && !address.isAnyLocalAddress();
    if (!usable || !transport.equals("udp") && !transport.equals("tcp")) {
      return Optional.empty();
    }
    return Optional.of(
        new IceCandidate(
            word[0],
            transport.equals("tcp"),
            priority,
            new InetSocketAddress(address, port),
            word[7],
            extension(word, "tcptype")));
  }

  private static String extension(String[] word, String name) {
    for (int i = 8; i + 1 < word.length; i += 2) {
      if (word[i].equals(name)) {
        return word[i + 1];
      }
    }
    return null;
  }

  private static long number(String word, long max, String what, String value) {
    if (word.matches("[0-9]{1,10}") && Long.parseLong(word) <= max) {
      return Long.parseLong(word);
    }
    throw new IllegalArgumentException(what + " '" + shown(word) + "' in '" + shown(value) + "'");
  }

  private static String shown(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  /** Null for anything but a literal address: no name is ever looked up here. */
  private static InetAddress literal(String text) {
    boolean v4 = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    boolean v6 = text.indexOf(':') >= 0 && text.matches("[0-9a-fA-F:.]{2,45}");
    if (!v4 && !v6) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** The value of the attribute, without {@code candidate:}. */
  @Override
  public String toString() {
    return foundation
        + " "
        + COMPONENT
        + (tcp ? " tcp " : " udp ")
        + priority
        + " "
        + address.getAddress().getHostAddress().replaceFirst("%.*", "")
        + " "
        + address.getPort()
        + " typ "
        + type
        + (tcpType == null ? "" : " tcptype " + tcpType);
  }
}
