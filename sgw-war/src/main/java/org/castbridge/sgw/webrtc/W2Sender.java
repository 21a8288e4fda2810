/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.castbridge.sgw.GatewayLog;
import org.castbridge.sgw.control.ServerMessage;

/** Sends one frame at a time; a browser that does not read is cut off when too much waits. */
final class W2Sender implements BrowserConnection {
  private static final int MAX_WAITING = 256;
  private final Session session;
  private final Queue<String> waiting = new ArrayDeque<>();
  private boolean sending;
  private CloseReason closing;

  W2Sender(Session session) {
    this.session = session;
  }

  @Override
  public synchronized void send(ServerMessage message) {
    if (closing != null || !session.isOpen()) {
      return;
    }
    if (waiting.size() >= MAX_WAITING) {
      waiting.clear();
      close(1008, "the browser does not read");
      return;
    }
    waiting.add(W2MessageBuilder.build(message));
    next();
  }

  private void next() {
    if (sending) {
      return;
    }
    String frame = waiting.poll();
    if (frame != null && session.isOpen()) {
      sending = true;
      session.getAsyncRemote().sendText(frame, result -> sent());
    } else if (closing != null) {
      shut();
    }
  }

  private synchronized void sent() {
    sending = false;
    next();
  }

  @Override
  public synchronized void close(int code, String reason) {
    if (closing != null) {
      return;
    }
    if (code != 1000) {
      GatewayLog.LOG.cutOff(code, reason);
    }
    closing = new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason);
    next();
  }

  private void shut() {
    try {
      if (session.isOpen()) {
        session.close(closing);
      }
    } catch (IOException e) {
      GatewayLog.LOG.debug("W2 was closed already", e);
    }
  }
}
