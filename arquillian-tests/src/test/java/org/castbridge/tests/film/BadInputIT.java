/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Viewer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Bad input at every door while alice watches: each gets the protocol's answer, and her film goes
 * on.
 */
class BadInputIT {
  private static final int PATIENCE_MILLIS = 3_000;
  private static final int SILENCE_MILLIS = 500;

  private final Product product = Product.running();
  private Viewer alice;
  private double before;

  @BeforeEach
  void aliceWatches() {
    alice = new Viewer().signIn("alice", "wonderland").watch("harbour");
    before = alice.awaitShown(0.4, 30);
  }

  @AfterEach
  void herFilmGoesOn() {
    try (Viewer viewer = alice) {
      viewer.awaitShown(before + 0.5, before + 20);
    }
  }

  @Test
  void mediaPortAnswersNobodyItDoesNotKnow() throws IOException {
    Random random = new Random(7);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(SILENCE_MILLIS);
      for (int i = 0; i < 2_000; i++) {
        byte[] garbage = new byte[random.nextInt(1_400)];
        random.nextBytes(garbage);
        send(socket, garbage, product.port(20100));
      }
      send(socket, bindingRequest(), product.port(20100));
      assertThat(receive(socket)).as("an answer to strangers").isEmpty();
    }
  }

  @Test
  void stunServerAnswersAndIsNotTheMediaPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      send(socket, bindingRequest(), product.port(3478));
      assertThat(receive(socket).getBytes(StandardCharsets.ISO_8859_1)).startsWith(1, 1);
    }
  }

  @Test
  void rtspRefusesSessionsItDoesNotHave() throws IOException {
    String play =
        "PLAY rtsp://127.0.0.1/cod/harbour RTSP/1.0\r\nCSeq: 1\r\nSession: nobody\r\n\r\n";
    assertThat(tcp(8554, play)).startsWith("RTSP/1.0 454");
    assertThat(tcp(8554, "NONSENSE\r\n\r\n")).startsWith("RTSP/1.0 400");
  }

  @Test
  void sipIsNotRelayedToStrangers() throws IOException {
    assertThat(sip("INVITE", "sip:victim@elsewhere.example")).startsWith("SIP/2.0 403");
    assertThat(sip("BREW", "sip:cod-harbour@ims.test")).startsWith("SIP/2.0 405");
    assertThat(udp(5060, "INVITE nonsense\r\n\r\n"))
        .satisfiesAnyOf(
            text -> assertThat(text).startsWith("SIP/2.0 400"), text -> assertThat(text).isEmpty());
    assertThat(udp(5070, request("INVITE", "sip:cod-harbour@ims.test", 5070)))
        .as("an identity that never registered from here")
        .contains("SIP/2.0 403");
  }

  @Test
  void xpRefusesWhatItCannotRead() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    URI sessions = URI.create("http://127.0.0.1:" + product.port(8080) + "/mdf/xp/sessions");
    HttpRequest broken =
        HttpRequest.newBuilder(sessions)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"resource\":"))
            .build();
    assertThat(http.send(broken, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    HttpRequest unknown = HttpRequest.newBuilder(URI.create(sessions + "/nobody")).GET().build();
    assertThat(http.send(unknown, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }

  @Test
  void w2SaysWhatIsWrongAndStays() {
    Object answers =
        alice
            .page()
            .evaluate(
                """
                () => new Promise((resolve) => {
                  const socket = new WebSocket(location.origin.replace('http', 'ws') + '/w2', 'castbridge.w2.v1');
                  const codes = [];
                  socket.onopen = () => ['nonsense', '{"type":"dance","id":1}', '{"type":"hello","id":2}',
                    '{"type":"catalogue","id":3}', '{"type":"ping","id":4}'].forEach((m) => socket.send(m));
                  socket.onmessage = ({ data }) => {
                    const message = JSON.parse(data);
                    codes.push(message.code ?? message.type);
                    if (codes.length === 5) { socket.close(); resolve(codes.join(' ')); }
                  };
                })""");
    assertThat(answers).isEqualTo("not-json unknown-type bad-message not-registered pong");
  }

  private String sip(String method, String uri) throws IOException {
    return udp(5060, request(method, uri, 5060));
  }

  private String request(String method, String uri, int port) {
    return String.join(
        "\r\n",
        method + " " + uri + " SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bK" + System.nanoTime() + ";rport",
        "From: <sip:mallory@ims.test>;tag=1",
        "To: <" + uri + ">",
        "Call-ID: " + System.nanoTime() + "-" + port,
        "CSeq: 1 " + method,
        "Max-Forwards: 70",
        "Contact: <sip:mallory@127.0.0.1:PORT>",
        "Content-Length: 0",
        "",
        "");
  }

  private String udp(int port, String message) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String whole = message.replace("PORT", String.valueOf(socket.getLocalPort()));
      send(socket, whole.getBytes(StandardCharsets.UTF_8), product.port(port));
      String answer = receive(socket);
      return answer.startsWith("SIP/2.0 100") ? receive(socket) : answer;
    }
  }

  private String tcp(int port, String message) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), product.port(port))) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
      byte[] answer = new byte[4_096];
      int length = socket.getInputStream().read(answer);
      return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.UTF_8);
    }
  }

  private void send(DatagramSocket socket, byte[] bytes, int port) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
  }

  /** What comes within the socket's patience, or an empty text. */
  private static String receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
    try {
      socket.receive(packet);
      return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException e) {
      return "";
    }
  }

  /** RFC 8489 section 6.3: a Binding request without attributes. */
  private static byte[] bindingRequest() {
    byte[] request = new byte[20];
    request[1] = 1;
    request[4] = 0x21;
    request[5] = 0x12;
    request[6] = (byte) 0xa4;
    request[7] = 0x42;
    return request;
  }
}
