/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net.tcp;

import org.castbridge.media.ice.TcpAddress;

/** Who hears what comes in by TCP; called on the event loop. */
public interface FrameReceiver {
  /** A frame, as if it were a datagram; the bytes are valid during the call. */
  void received(byte[] b, int length, TcpAddress from);

  /** The connection is over. */
  void closed(TcpAddress from);

  /** For now there is no more to read. */
  void readComplete();
}
