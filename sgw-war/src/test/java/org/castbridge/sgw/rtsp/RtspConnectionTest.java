/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.castbridge.sgw.control.Input;
import org.castbridge.sgw.control.Output.Control;
import org.castbridge.sgw.control.Output.ControlMethod;
import org.castbridge.sgw.control.ServerMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RtspConnectionTest {
  private static final String URI = "rtsp://127.0.0.1/cod/x";
  private final BlockingQueue<Input> inbox = new LinkedBlockingQueue<>();
  private AsynchronousChannelGroup group;
  private ServerSocket server;
  private RtspConnection connection;
  private Socket mcf;
  private BufferedReader reader;

  @BeforeEach
  void connect() throws IOException {
    group = AsynchronousChannelGroup.withFixedThreadPool(1, Executors.defaultThreadFactory());
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    connection = new RtspConnection("t1", address, inbox::add);
    connection.open(group);
  }

  private void accept() throws IOException {
    mcf = server.accept();
    reader =
        new BufferedReader(new InputStreamReader(mcf.getInputStream(), StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    group.shutdownNow();
    assertThat(group.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    server.close();
    if (mcf != null) {
      mcf.close();
    }
  }

  private static Control control(int ticket, ControlMethod method, Double position, Double scale) {
    return new Control("t1", ticket, method, URI, "s1", position, scale);
  }

  @Test
  void aChannelIsPlayedByAbsoluteTime() throws Exception {
    connection.send(new Control("t1", 1, ControlMethod.PLAY, URI, "s1", 1795378507.5, -2.0, true));
    accept();
    assertThat(message()).contains("Range: clock=20261122T201507.500Z-", "Scale: -2");
    reply(
        "RTSP/1.0 200 OK\nCSeq: 1\nSession: s1\nScale: -2\n"
            + "Range: clock=20261122T201507.500Z-20261122T201600Z\n\n");
    assertThat(next()).isEqualTo(new Input.ControlReply("t1", 1, 200, 1795378507.5, -2.0, null));
    connection.send(
        new Control("t1", 2, ControlMethod.ALL_PARAMETERS, URI, "s1", null, null, true));
    assertThat(message()).contains("position", "scales", "start", "end", "live");
    String body =
        "position: 1795378507.500\nscales: -2,0.5,1\nduration: 7200.000\n"
            + "state: paused\nscale: 1\nstart: 1795371307.500\nend: 1795378507.500\nlive: true\n";
    reply(
        "RTSP/1.0 200 OK\nCSeq: 2\nSession: s1\nContent-Type: text/parameters\n"
            + ("Content-Length: " + body.replace("\n", "\r\n").length() + "\n\n" + body));
    assertThat(next())
        .isEqualTo(
            new Input.ControlReply(
                "t1",
                2,
                200,
                1795378507.5,
                1.0,
                7200.0,
                List.of(-2.0, 0.5, 1.0),
                new Input.Window(1795371307.5, 1795378507.5, true),
                ServerMessage.PlayState.PAUSED));
  }

  private String message() throws IOException {
    StringBuilder text = new StringBuilder();
    int body = 0;
    for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
      text.append(line).append('\n');
      if (line.startsWith("Content-Length: ")) {
        body = Integer.parseInt(line.substring(16));
      }
    }
    for (; body > 0; body--) {
      text.append((char) reader.read());
    }
    return text.toString();
  }

  private void reply(String text) throws IOException {
    mcf.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    mcf.getOutputStream().flush();
  }

  private Input next() throws InterruptedException {
    Input input = inbox.poll(10, TimeUnit.SECONDS);
    assertThat(input).isNotNull();
    return input;
  }

  @Test
  void requestsAreNumberedAndAnswersMatched() throws Exception {
    connection.send(control(7, ControlMethod.PLAY, 12.5, 2.0));
    connection.send(control(8, ControlMethod.PARAMETERS, null, null));
    accept();
    assertThat(message())
        .startsWith("PLAY " + URI + " RTSP/1.0\nCSeq: 1\nSession: s1\n")
        .contains("Range: npt=12.500-\n", "Scale: 2\n");
    assertThat(message())
        .startsWith("GET_PARAMETER " + URI + " RTSP/1.0\nCSeq: 2\n")
        .contains("position", "duration", "scales");
    reply(
        "RTSP/1.0 200 OK\nCSeq: 2\nSession: s1\nContent-Type: text/parameters\n"
            + "Content-Length: 33\n\nposition: 1.500\nduration: 40.0\n");
    assertThat(next()).isEqualTo(new Input.ControlReply("t1", 8, 200, 1.5, null, 40.0));
    reply("RTSP/1.0 200 OK\nCSeq: 1\nSession: s1\nRange: npt=12-40\nScale: 2.0\n\n");
    assertThat(next()).isEqualTo(new Input.ControlReply("t1", 7, 200, 12.0, 2.0, null));
  }

  @Test
  void refusalsComeThrough() throws Exception {
    connection.send(control(1, ControlMethod.PLAY, 99.0, null));
    accept();
    message();
    reply("RTSP/1.0 457 Invalid Range\nCSeq: 1\n\n");
    assertThat(next()).isEqualTo(new Input.ControlReply("t1", 1, 457, null, null, null));
  }

  @Test
  void anAnnouncementIsAnswered() throws Exception {
    connection.send(control(1, ControlMethod.KEEP_ALIVE, null, null));
    accept();
    message();
    reply(
        "ANNOUNCE "
            + URI
            + " RTSP/1.0\nCSeq: 5\nSession: s1\n"
            + "Notice: 2101 \"End-of-Stream Reached\"\nRange: npt=40-\n\n");
    assertThat(next()).isEqualTo(new Input.ControlNotice("t1", 2101, 40.0));
    assertThat(message()).startsWith("RTSP/1.0 200 OK\nCSeq: 5\n");
    reply("ANNOUNCE " + URI + " RTSP/1.0\nCSeq: 6\nSession: other\nNotice: 2101 x\n\n");
    assertThat(message()).startsWith("RTSP/1.0 454");
    reply("ANNOUNCE " + URI + " RTSP/1.0\nCSeq: 7\nSession: s1\n\n");
    assertThat(message()).startsWith("RTSP/1.0 400");
    reply("SETUP " + URI + " RTSP/1.0\nCSeq: 8\n\n");
    assertThat(message()).startsWith("RTSP/1.0 501");
    assertThat(inbox).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotConformIsABadGateway() throws Exception {
    connection.send(control(1, ControlMethod.PLAY, null, null));
    connection.send(control(2, ControlMethod.PAUSE, null, null));
    accept();
    message();
    message();
    reply("RTSP/1.0 200 OK\nCSeq: 1\nSession: s1\nRange: smpte=1-\n\n");
    assertThat(next()).isEqualTo(new Input.ControlReply("t1", 1, 502, null, null, null));
    reply("RTSP/1.0 200 OK\nCSeq: 2\nSession: somebody-elses\n\n");
    assertThat(next()).isEqualTo(new Input.ControlReply("t1", 2, 502, null, null, null));
  }

  @Test
  void somethingElseThanRtspLosesTheConnection() throws Exception {
    accept();
    reply("HTTP/1.1 200 OK\nno colon here\n\n");
    assertThat(next()).isEqualTo(new Input.ControlLost("t1"));
  }

  @Test
  void aClosedConnectionIsLost() throws Exception {
    accept();
    mcf.close();
    assertThat(next()).isEqualTo(new Input.ControlLost("t1"));
  }

  @Test
  void aPortNobodyListensOnIsLost() throws Exception {
    accept();
    server.close();
    var nobody =
        new RtspConnection(
            "t2",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()),
            inbox::add);
    nobody.open(group);
    assertThat(next()).isEqualTo(new Input.ControlLost("t2"));
  }

  @Test
  void ourOwnCloseIsSilent() throws Exception {
    accept();
    connection.close();
    assertThat(reader.read()).isEqualTo(-1);
    assertThat(inbox).isEmpty();
  }
}
