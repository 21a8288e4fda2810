/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.guard;

import static org.castbridge.sip.container.SipMessages.LOG;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The peers whose initial requests are taken, as IP addresses and CIDR blocks ({@code 127.0.0.1},
 * {@code 10.1.0.0/16}, {@code fd00::/8}).
 */
public final class TrustedPeers {
  /** Only literals: a name here would make the answer depend on DNS. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private static final TrustedPeers EVERYONE = new TrustedPeers(List.of());

  private final List<Block> blocks;

  private TrustedPeers(List<Block> blocks) {
    this.blocks = blocks;
  }

  /** Trusts every peer. */
  public static TrustedPeers everyone() {
    return EVERYONE;
  }

  /**
   * Trusts the peers listed; an empty list trusts everyone.
   *
   * @throws IllegalArgumentException naming the first entry that is neither address nor block
   */
  public static TrustedPeers of(List<String> entries) {
    return new TrustedPeers(entries.stream().map(Block::parse).toList());
  }

  /**
   * True if the peer may send initial requests; an unknown address is trusted only by {@link
   * #everyone()}.
   */
  public boolean trusts(InetAddress peer) {
    return blocks.isEmpty()
        || (peer != null && blocks.stream().anyMatch(block -> block.contains(peer)));
  }

  private record Block(InetAddress network, int prefixLength) {

    static Block parse(String text) {
      String trimmed = text.trim();
      int slash = trimmed.indexOf('/');
      InetAddress network = literal(text, slash < 0 ? trimmed : trimmed.substring(0, slash));
      int bits = network.getAddress().length * Byte.SIZE;
      return new Block(
          network, slash < 0 ? bits : prefixLength(text, trimmed.substring(slash + 1), bits));
    }

    private static InetAddress literal(String whole, String text) {
      if (!LITERAL.matcher(text).matches()) {
        throw LOG.badPeer(whole);
      }
      try {
        return InetAddress.getByName(text);
      } catch (UnknownHostException e) {
        throw LOG.badPeer(whole);
      }
    }

    private static int prefixLength(String whole, String text, int bits) {
      try {
        int length = Integer.parseInt(text);
        if (length >= 0 && length <= bits) {
          return length;
        }
      } catch (NumberFormatException e) {
        // named below, with the whole entry
      }
      throw LOG.badPeer(whole);
    }

    boolean contains(InetAddress peer) {
      byte[] mine = network.getAddress();
      byte[] theirs = peer.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      for (int bit = 0; bit < prefixLength; bit++) {
        int mask = 0x80 >> (bit % Byte.SIZE);
        if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
