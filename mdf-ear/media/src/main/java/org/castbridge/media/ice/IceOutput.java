/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;

/**
 * What {@link IceLiteAgent#poll} hands out, in order; {@link Timeout} says that nothing else is
 * waiting.
 */
public sealed interface IceOutput {
  /** A STUN message to send. */
  record Transmit(byte[] data, InetSocketAddress to) implements IceOutput {}

  /** The peer nominated this address of its own, first or anew: send to it from now on. */
  record PairSelected(InetSocketAddress address) implements IceOutput {}

  /**
   * No consent any more, or no pair in time: stop sending at once, for good. {@code reason} is a
   * sentence for the log.
   */
  record ConsentLost(String reason) implements IceOutput {}

  /** Call {@link IceLiteAgent#handleTimeout} at this time; {@link Long#MAX_VALUE}: never. */
  record Timeout(long atNanos) implements IceOutput {}
}
