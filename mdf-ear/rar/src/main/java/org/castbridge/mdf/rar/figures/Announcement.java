/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.figures;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A session announcement (RFC 2974) of plain RTP to one viewer's address, written from the answer
 * that was really given: both media are on one port there, so both are announced on it.
 */
final class Announcement {
  private static final List<String> KEPT = List.of("a=rtpmap:", "a=fmtp:", "a=ssrc:");

  private Announcement() {}

  static byte[] of(String answer, InetSocketAddress local, InetSocketAddress remote) {
    ByteArrayOutputStream sap = new ByteArrayOutputStream();
    InetAddress origin = local.getAddress();
    sap.write(origin instanceof Inet4Address ? 0x20 : 0x30); // version 1
    sap.write(0);
    sap.write(0);
    sap.write(1);
    sap.writeBytes(origin.getAddress());
    sap.writeBytes("application/sdp\0".getBytes(StandardCharsets.US_ASCII));
    sap.writeBytes(description(answer, local, remote).getBytes(StandardCharsets.UTF_8));
    return sap.toByteArray();
  }

  private static String description(
      String answer, InetSocketAddress local, InetSocketAddress remote) {
    List<String> lines = new ArrayList<>();
    lines.add("v=0");
    lines.add("o=- 1 1 IN " + words(local.getAddress()));
    lines.add("s=capture");
    lines.add("c=IN " + words(remote.getAddress()));
    lines.add("t=0 0");
    for (String line : answer.split("\r?\n")) {
      if (line.startsWith("m=")) {
        lines.add(onPort(line, remote.getPort()));
        lines.add("a=rtcp-mux");
      } else if (KEPT.stream().anyMatch(line::startsWith)) {
        lines.add(line);
      }
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  private static String onPort(String mediaLine, int port) {
    String[] words = mediaLine.split(" ", 4);
    return words[0] + " " + port + " RTP/AVPF " + (words.length < 4 ? "" : words[3]);
  }

  private static String words(InetAddress address) {
    return (address instanceof Inet4Address ? "IP4 " : "IP6 ") + address.getHostAddress();
  }
}
