/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A SIP peer that knows nothing but text. */
final class UdpPeer implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final DatagramSocket socket;
  private final InetSocketAddress server;

  UdpPeer(int serverPort) throws IOException {
    server = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), serverPort);
    socket = new DatagramSocket(0, server.getAddress());
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  String request(String method, String uri, String... headers) {
    String id = UUID.randomUUID().toString();
    String extra = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return String.join(
        "\r\n",
        method + " " + uri + " SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";rport;branch=z9hG4bK" + id,
        "From: <sip:peer@peer.test>;tag=" + id.substring(0, 8),
        "To: <" + uri + ">",
        "Call-ID: " + id,
        "CSeq: 1 " + method,
        "Max-Forwards: 70",
        extra + "Content-Length: 0",
        "",
        "");
  }

  /** Sends a request and returns the final answer. */
  String ask(String method, String uri, String... headers) throws IOException {
    return exchange(request(method, uri, headers));
  }

  String exchange(String message) throws IOException {
    send(message);
    byte[] buffer = new byte[65535];
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      socket.receive(packet);
      String answer = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
      if (!answer.startsWith("SIP/2.0 1")) {
        return answer;
      }
    }
  }

  /** The next message that begins like this and contains that; others are passed over. */
  String await(String start, String piece) throws IOException {
    byte[] buffer = new byte[65535];
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      socket.receive(packet);
      String message = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
      if (message.startsWith(start) && message.contains(piece)) {
        return message;
      }
    }
  }

  /** The SIP URI under which it is reached. */
  String uri() {
    return "sip:peer@127.0.0.1:" + socket.getLocalPort();
  }

  void send(String message) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, server));
  }

  @Override
  public void close() {
    socket.close();
  }
}
