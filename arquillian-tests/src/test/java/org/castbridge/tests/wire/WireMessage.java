/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.wire;

/**
 * One message as it stood on the wire.
 *
 * @param millis time since the start of the capture
 * @param protocol W2, SIP, RTSP, HTTP, STUN, DTLS or SRTP
 * @param fromPort the sender's port
 * @param toPort the receiver's port
 * @param text the message; of binary protocols a description
 */
public record WireMessage(long millis, String protocol, int fromPort, int toPort, String text) {
  private static final int LONGEST_HEAD = 4000;

  /** The start line, or the whole of a one-line message. */
  public String start() {
    int end = text.indexOf("\r\n");
    return end < 0 ? text : text.substring(0, end);
  }

  /** What tells the message: its start line; of W2, which has none, the first part of its JSON. */
  String head() {
    return protocol.equals("W2")
        ? text.substring(0, Math.min(LONGEST_HEAD, text.length()))
        : start();
  }

  /** A header's value, or an empty text. */
  public String header(String name) {
    for (String line : text.split("\r\n")) {
      if (line.isEmpty()) {
        break;
      }
      if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  @Override
  public String toString() {
    return millis + " ms " + protocol + " " + fromPort + "->" + toPort + " " + start();
  }
}
