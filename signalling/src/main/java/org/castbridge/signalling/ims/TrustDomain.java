/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The nodes whose word is believed (RFC 3324 section 2.3), as an operator lists them. An address
 * counts in whatever spelling; a name counts for all its addresses at the time of asking, so that a
 * node may move.
 */
public final class TrustDomain {
  /** What is read as it stands: a peer's address must never make us ask a name server. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}"
              + "|\\[?[0-9a-fA-F.]*:[0-9a-fA-F:.]*(%[\\w.-]+)?]?");

  private final Set<InetAddress> addresses = new HashSet<>();
  private final List<String> names = new ArrayList<>();

  private TrustDomain(Collection<String> nodes) {
    for (String node : nodes) {
      InetAddress address = literal(node.strip());
      if (address != null) {
        addresses.add(address);
      } else if (!node.isBlank()) {
        names.add(node.strip());
      }
    }
  }

  /**
   * Of these nodes.
   *
   * @param nodes IP addresses, those of version 6 in brackets or not, and host names; blanks are
   *     passed over
   */
  public static TrustDomain of(Collection<String> nodes) {
    return new TrustDomain(nodes);
  }

  /**
   * Whether a peer is one of them.
   *
   * @param peer its IP address; null, a name and what else is no address are nobody's
   */
  public boolean contains(String peer) {
    InetAddress address = peer == null ? null : literal(peer);
    return address != null
        && (addresses.contains(address)
            || names.stream().anyMatch(name -> addressesOf(name).contains(address)));
  }

  private static InetAddress literal(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null; // looks like an address and is none: nobody's
    }
  }

  private static List<InetAddress> addressesOf(String name) {
    try {
      return Arrays.asList(InetAddress.getAllByName(name));
    } catch (UnknownHostException e) {
      return List.of(); // nobody has this name now
    }
  }
}
