/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.net.InetSocketAddress;

/**
 * Sees a session's RTP and RTCP in the clear, for a capture. Called on the session's thread; must
 * copy what it keeps and must not block.
 */
public interface PacketTap {
  /**
   * @param outgoing true for what we send, before its protection; false for what came in, after it
   *     was opened
   * @param remote the viewer's address
   */
  void packet(
      boolean outgoing, byte[] b, int offset, int length, InetSocketAddress remote, long nowNanos);
}
