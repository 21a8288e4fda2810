/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One direction of a TCP connection that carries HTTP, SIP or RTSP messages, or, after an upgrade,
 * WebSocket frames.
 */
final class TextStream {
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^(?:content-length|l)\\s*:\\s*(\\d+)");
  private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding\\s*:\\s*chunked");

  private byte[] pending = new byte[0];
  private boolean webSocket;

  /** Adds captured bytes; the messages that are whole now. */
  List<String> feed(byte[] bytes) {
    byte[] all = Arrays.copyOf(pending, pending.length + bytes.length);
    System.arraycopy(bytes, 0, all, pending.length, bytes.length);
    pending = all;
    List<String> messages = new ArrayList<>();
    for (String message = next(); message != null; message = next()) {
      if (!message.isBlank()) {
        messages.add(message);
      }
    }
    return messages;
  }

  void upgrade() {
    webSocket = true;
  }

  private String next() {
    return webSocket ? nextFrame() : nextMessage();
  }

  private String nextMessage() {
    String text = new String(pending, StandardCharsets.ISO_8859_1);
    int skip = 0;
    while (text.startsWith("\r\n", skip)) {
      skip += 2; // keep-alive of RFC 5626
    }
    int head = text.indexOf("\r\n\r\n", skip);
    if (head < 0) {
      return null;
    }
    String headers = text.substring(skip, head + 2);
    int end = head + 4;
    if (CHUNKED.matcher(headers).find()) {
      int last = text.indexOf("0\r\n\r\n", end);
      if (last < 0) {
        return null;
      }
      end = last + 5;
    } else {
      Matcher length = LENGTH.matcher(headers);
      end += length.find() ? Integer.parseInt(length.group(1)) : 0;
    }
    return take(skip, end);
  }

  private String take(int from, int end) {
    if (pending.length < end) {
      return null;
    }
    String message = new String(pending, from, end - from, StandardCharsets.UTF_8);
    pending = Arrays.copyOfRange(pending, end, pending.length);
    return message;
  }

  /** RFC 6455 section 5.2; control frames come out blank. */
  private String nextFrame() {
    if (pending.length < 2) {
      return null;
    }
    int opcode = pending[0] & 0x0f;
    boolean masked = (pending[1] & 0x80) != 0;
    long length = pending[1] & 0x7f;
    int at = 2;
    int extended = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (pending.length < at + extended + (masked ? 4 : 0)) {
      return null;
    }
    if (extended > 0) {
      length = 0;
      for (int i = 0; i < extended; i++) {
        length = length << 8 | pending[at++] & 0xff;
      }
    }
    int mask = at;
    at += masked ? 4 : 0;
    if (pending.length < at + length) {
      return null;
    }
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (int i = 0; i < length; i++) {
      payload.write(pending[at + i] ^ (masked ? pending[mask + i % 4] : 0));
    }
    pending = Arrays.copyOfRange(pending, (int) (at + length), pending.length);
    return opcode == 1 ? payload.toString(StandardCharsets.UTF_8) : " ";
  }
}
