/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import org.castbridge.sgw.GatewayLog;
import org.castbridge.sgw.SignallingGateway;
import org.castbridge.sgw.UserAgent;
import org.castbridge.sgw.control.Input;
import org.castbridge.sgw.control.Refusal;
import org.castbridge.sgw.control.W2ErrorCode;

/** Sends and receives on W2; one instance for each connection. */
@ServerEndpoint(value = "/w2", subprotocols = W2Endpoint.SUBPROTOCOL)
public class W2Endpoint {
  /** The protocol and its version. */
  public static final String SUBPROTOCOL = "castbridge.w2.v1";

  private static final int PROTOCOL_ERROR = 1002;
  private static final int TRY_AGAIN_LATER = 1013;

  @Inject SignallingGateway gateway;

  private final FrameAssembler assembler = new FrameAssembler();
  private volatile UserAgent user;

  /** A browser has connected. */
  @OnOpen
  public void open(Session session) {
    W2Sender sender = new W2Sender(session);
    if (!SUBPROTOCOL.equals(session.getNegotiatedSubprotocol())) {
      sender.close(PROTOCOL_ERROR, "subprotocol " + SUBPROTOCOL + " is needed");
      return;
    }
    user = gateway.connect(sender).orElse(null);
    if (user == null) {
      sender.close(TRY_AGAIN_LATER, "no more users are allowed");
    }
  }

  /** A part of a text message. */
  @OnMessage
  public void text(String part, boolean last) {
    UserAgent target = user;
    if (target == null) {
      return;
    }
    switch (assembler.add(part, last)) {
      case COMPLETE -> target.accept(read(assembler.take()));
      case TOO_LARGE -> {
        assembler.take();
        target.accept(new Input.BadFrame(null, Refusal.of(W2ErrorCode.TOO_LARGE)));
      }
      case MORE -> {}
    }
  }

  private static Input read(String frame) {
    try {
      return new Input.FromBrowser(W2Conformance.parse(frame));
    } catch (W2ConformanceException e) {
      return new Input.BadFrame(e.re(), e.refusal());
    }
  }

  /** A part of a binary message: W2 is text. */
  @OnMessage
  public void binary(ByteBuffer part, boolean last) {
    UserAgent target = user;
    if (target != null && last) {
      target.accept(new Input.BadFrame(null, Refusal.of(W2ErrorCode.NOT_JSON)));
    }
  }

  /** The connection is gone. */
  @OnClose
  public void close() {
    UserAgent target = user;
    if (target != null) {
      target.accept(new Input.BrowserGone());
    }
  }

  /** The connection has trouble; close follows. */
  @OnError
  public void error(Throwable cause) {
    GatewayLog.LOG.debug("W2 connection failed", cause);
  }
}
