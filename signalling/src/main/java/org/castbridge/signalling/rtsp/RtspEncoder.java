/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes RTSP messages. */
public final class RtspEncoder {
  private RtspEncoder() {}

  /** The message as bytes, with its Content-Length if it has a body. */
  public static ByteBuffer encode(RtspMessage message) {
    byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(startLine(message)).append("\r\n");
    for (RtspHeaders.Field field : message.headers().fields()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    if (body.length > 0) {
      head.append(RtspHeaders.CONTENT_LENGTH).append(": ").append(body.length).append("\r\n");
    }
    byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(first.length + body.length).put(first).put(body).flip();
  }

  private static String startLine(RtspMessage message) {
    if (message instanceof RtspRequest request) {
      return request.method() + " " + request.uri() + " RTSP/1.0";
    }
    RtspResponse response = (RtspResponse) message;
    return "RTSP/1.0 " + response.status() + " " + response.reason();
  }
}
