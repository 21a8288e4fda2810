/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import org.castbridge.sgw.control.ServerMessage;

/** The browser's end of W2, as the gateway uses it. Any thread; nothing blocks. */
public interface BrowserConnection {
  /** Sends, in order. */
  void send(ServerMessage message);

  /** Closes after what was sent before. */
  void close(int code, String reason);
}
