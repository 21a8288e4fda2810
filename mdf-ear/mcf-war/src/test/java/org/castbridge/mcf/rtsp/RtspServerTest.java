/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.castbridge.mcf.Bench;
import org.castbridge.mcf.FakeMdf;
import org.castbridge.mcf.Offers;
import org.castbridge.mcf.session.ControlledSession;
import org.castbridge.mcf.xp.XpEvent;
import org.castbridge.signalling.rtsp.Notice;
import org.castbridge.signalling.rtsp.NptRange;
import org.castbridge.signalling.rtsp.RtspDecoder;
import org.castbridge.signalling.rtsp.RtspEncoder;
import org.castbridge.signalling.rtsp.RtspException;
import org.castbridge.signalling.rtsp.RtspMessage;
import org.castbridge.signalling.rtsp.RtspRequest;
import org.castbridge.signalling.rtsp.RtspResponse;
import org.castbridge.signalling.rtsp.TextParameters;
import org.castbridge.signalling.xml.IptvCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RtspServerTest {
  private final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
  private FakeMdf mdf;
  private Bench bench;
  private RtspServer server;
  private ControlledSession session;
  private Client client;
  private long cseq;

  @BeforeEach
  void start() throws Exception {
    mdf = new FakeMdf();
    bench = new Bench(mdf);
    server = serve(0, 3);
    session = bench.established();
    client = new Client(server.port());
  }

  private RtspServer serve(int port, int connections) throws IOException {
    return new RtspServer(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        new RtspControl(bench.control),
        new RtspServer.Limits(connections, Duration.ofMinutes(3)),
        bench.control::expire,
        Thread::new,
        failures::add);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
    mdf.close();
    assertThat(failures).isEmpty();
  }

  private RtspRequest request(String method) {
    return RtspRequest.of(method, session.uri().toString(), ++cseq).with("Session", session.id());
  }

  private RtspResponse ask(RtspRequest request) throws Exception {
    client.send(request);
    RtspResponse response = (RtspResponse) client.next();
    assertThat(response.cseq()).isEqualTo(request.cseq());
    return response;
  }

  @Test
  void playsFromAPosition() throws Exception {
    RtspResponse response = ask(request("PLAY").with("Range", "npt=12.5-").with("Scale", "1"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.session()).contains(session.id());
    assertThat(response.range()).contains(NptRange.between(12.48, 40));
    assertThat(response.scale()).contains(1.0);
    assertThat(mdf.body("POST /mdf/xp/sessions/x1/play"))
        .isEqualTo("{\"position\":12.5,\"scale\":1.0}");
  }

  @Test
  void playsOnWhereItStands() throws Exception {
    for (String range : List.of("npt=now-", "npt=now-40.0")) {
      assertThat(ask(request("PLAY").with("Range", range)).status()).isEqualTo(200);
      assertThat(mdf.body("POST /mdf/xp/sessions/x1/play")).contains("null");
    }
    assertThat(ask(request("PLAY")).status()).isEqualTo(200);
    assertThat(ask(request("PAUSE")).status()).isEqualTo(200);
    assertThat(mdf.asked()).endsWith("POST /mdf/xp/sessions/x1/pause");
  }

  @Test
  void aBroadcastCannotBePlayedElsewhere() throws Exception {
    session = bench.watching("one:ims.test");
    assertThat(ask(request("PAUSE")).status()).isEqualTo(455);
    assertThat(ask(request("PLAY")).status()).isEqualTo(455);
  }

  @Test
  void timeShiftIsPlayedByAbsoluteTime() throws Exception {
    session = bench.watching("one:ims.test");
    mdf.reply("GET /mdf/xp/sessions/x1", 200, FakeMdf.LIVE);
    mdf.reply("POST /mdf/xp/sessions/x1/play", 200, FakeMdf.LIVE);
    bench
        .control
        .broadcasts()
        .change(
            session,
            Offers.channel("one:ims.test", "basic"),
            IptvCommand.switchToTimeShift("one:ims.test", null))
        .join();
    RtspResponse response =
        ask(request("PLAY").with("Range", "clock=20261122T201507.5Z-").with("Scale", "-2"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.clock().orElseThrow().start()).isEqualTo(1795378507.5);
    assertThat(mdf.body("POST /mdf/xp/sessions/x1/play"))
        .isEqualTo("{\"position\":1795378507.5,\"scale\":-2.0}");
    assertThat(ask(request("PLAY").with("Range", "npt=now-")).status()).isEqualTo(200);
    for (String range :
        List.of("npt=10-", "clock=noon-", "clock=20261122T201507Z-20261122T201508Z")) {
      assertThat(ask(request("PLAY").with("Range", range)).status()).as(range).isEqualTo(457);
    }
    assertThat(ask(request("PAUSE")).status()).isEqualTo(200);
  }

  @Test
  void tellsTheWindowOfAChannelAndOfNothingElse() throws Exception {
    String asked = "position\r\nstart\r\nend\r\nlive\r\n";
    assertThat(ask(request("GET_PARAMETER").withBody("text/parameters", asked)).status())
        .isEqualTo(451);
    session = bench.watching("one:ims.test");
    mdf.reply("GET /mdf/xp/sessions/x1", 200, FakeMdf.LIVE);
    RtspResponse response = ask(request("GET_PARAMETER").withBody("text/parameters", asked));
    assertThat(TextParameters.parse(response.body()).values())
        .containsEntry("position", "1795378507.500")
        .containsEntry("start", "1795371307.500")
        .containsEntry("end", "1795378507.500")
        .containsEntry("live", "true");
  }

  @Test
  void tellsParameters() throws Exception {
    RtspRequest asked =
        request("GET_PARAMETER")
            .withBody("text/parameters", "position\r\nscales\r\nduration\r\nstate\r\nscale\r\n");
    RtspResponse response = ask(asked);
    assertThat(TextParameters.parse(response.body()).values())
        .containsEntry("position", "12.480")
        .containsEntry("scales", "1")
        .containsEntry("state", "playing")
        .containsEntry("scale", "1")
        .containsEntry("duration", "40.000");
  }

  @Test
  void keepsASessionAliveWithoutAskingTheMdf() throws Exception {
    int before = mdf.asked().size();
    for (String method : List.of("GET_PARAMETER", "SET_PARAMETER", "OPTIONS")) {
      bench.pass(Duration.ofSeconds(50));
      assertThat(ask(request(method)).status()).isEqualTo(200);
      bench.control.expire();
    }
    assertThat(session.isEnded()).isFalse();
    assertThat(mdf.asked()).hasSize(before);
  }

  @Test
  void saysWhatItCanDo() throws Exception {
    RtspResponse response = ask(RtspRequest.of("OPTIONS", "*", 1));
    assertThat(response.headers().first("Public").orElseThrow()).contains("PLAY", "PAUSE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PLAY          | Range: npt=a-           | 457
          PLAY          | Range: smpte=0:1:2-     | 457
          PLAY          | Range: npt=0-10         | 457
          PLAY          | Scale: fast             | 451
          PLAY          | Require: x-new          | 551
          TEARDOWN      | X: y                    | 405
          SETUP         | X: y                    | 405
          FLY           | X: y                    | 501
          GET_PARAMETER | Content-Type: text/html | 200
          """)
  void refusesWhatItDoesNotUnderstand(String method, String header, int status) throws Exception {
    String[] field = header.split(": ", 2);
    RtspResponse response = ask(request(method).with(field[0], field[1]));
    assertThat(response.status()).isEqualTo(status);
    assertThat(mdf.asked()).doesNotContain("POST /mdf/xp/sessions/x1/play");
    assertThat(session.isEnded()).isFalse();
    assertThat(ask(request("PLAY")).status()).isEqualTo(200);
  }

  @Test
  void refusesParametersItDoesNotHave() throws Exception {
    RtspResponse unknown =
        ask(request("GET_PARAMETER").withBody("text/parameters", "position\r\nmood\r\n"));
    assertThat(unknown.status()).isEqualTo(451);
    assertThat(unknown.body()).isEqualTo("mood\r\n");
    assertThat(
            ask(request("SET_PARAMETER").withBody("text/parameters", "position: 3\r\n")).status())
        .isEqualTo(458);
    assertThat(ask(request("SET_PARAMETER").withBody("text/plain", "position: 3\r\n")).status())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({"416, 457", "422, 451", "409, 455", "503, 503", "500, 500"})
  void relaysRefusalsOfTheMdf(int xp, int rtsp) throws Exception {
    mdf.reply("POST /mdf/xp/sessions/x1/play", xp, "");
    assertThat(ask(request("PLAY")).status()).isEqualTo(rtsp);
    assertThat(session.isEnded()).isFalse();
  }

  @Test
  void aSessionTheMdfHasLostIsOver() throws Exception {
    mdf.reply("POST /mdf/xp/sessions/x1/play", 404, "");
    client.send(request("PLAY"));
    RtspRequest announce = (RtspRequest) client.next();
    assertThat(Notice.of(announce)).contains(Notice.SESSION_TERMINATED);
    assertThat(((RtspResponse) client.next()).status()).isEqualTo(454);
    assertThat(bench.events).contains("BYE", "ended MDF_ENDED");
  }

  @Test
  void otherSessionsAndAddressesAreNotFound() throws Exception {
    String uri = session.uri().toString();
    assertThat(ask(RtspRequest.of("PLAY", uri, 1)).status()).isEqualTo(454);
    assertThat(ask(RtspRequest.of("PLAY", uri, 2).with("Session", "guess")).status())
        .isEqualTo(454);
    assertThat(ask(RtspRequest.of("PLAY", uri + "x", 3).with("Session", session.id())).status())
        .isEqualTo(404);
    assertThat(
            ask(RtspRequest.of("PLAY", "rtsp://relay/cod/harbour/", 4)
                    .with("Session", session.id()))
                .status())
        .isEqualTo(200);
  }

  @Test
  void announcesTheEndOnTheConnectionThatSpokeLast() throws Exception {
    ask(request("PLAY"));
    try (Client other = new Client(server.port())) {
      other.send(request("PAUSE"));
      other.next();
      bench.control.report(session, new XpEvent("x1", XpEvent.Kind.END_OF_STREAM, 40, ""));
      RtspRequest announce = (RtspRequest) other.next();
      assertThat(announce.method()).isEqualTo("ANNOUNCE");
      assertThat(announce.session()).contains(session.id());
      assertThat(Notice.of(announce)).contains(Notice.END_OF_STREAM);
      assertThat(announce.range()).contains(NptRange.from(40));
      other.send(RtspResponse.of(org.castbridge.signalling.rtsp.RtspStatus.OK, announce.cseq()));
      other.send(request("PAUSE"));
      assertThat(((RtspResponse) other.next()).status()).isEqualTo(200);
    }
  }

  @Test
  void answersInOrder() throws Exception {
    List<RtspRequest> requests =
        List.of(request("PLAY"), request("OPTIONS"), request("PAUSE"), request("FLY"));
    for (RtspRequest request : requests) {
      client.send(request);
    }
    for (RtspRequest request : requests) {
      assertThat(client.next().cseq()).isEqualTo(request.cseq());
    }
  }

  @Test
  void nonsenseIsAnsweredAndTheConnectionClosed() throws Exception {
    client.send("GET / HTTP/1.1\r\nno colon\r\n\r\n");
    assertThat(((RtspResponse) client.next()).status()).isEqualTo(400);
    assertThat(client.atEnd()).isTrue();
    client = new Client(server.port());
    client.send("PLAY x RTSP/2.0\r\nCSeq: 9\r\n\r\n");
    RtspResponse response = (RtspResponse) client.next();
    assertThat(response.status()).isEqualTo(505);
    assertThat(response.cseq()).isEqualTo(9);
    assertThat(ask(request("PLAY")).status()).isEqualTo(200);
  }

  @Test
  void tooManyWaitingRequestsCloseTheConnection() throws Exception {
    StringBuilder flood = new StringBuilder();
    for (int i = 1; i <= 2000; i++) {
      flood.append(
          "PAUSE %s RTSP/1.0\r\nCSeq: %d\r\nSession: %s\r\n\r\n"
              .formatted(session.uri(), i, session.id()));
    }
    try {
      client.send(flood.toString());
      while (!client.atEnd()) {
        client.skip();
      }
    } catch (IOException expected) {
      assertThat(expected).isNotNull(); // reset while still writing
    }
    client = new Client(server.port());
    assertThat(ask(request("PLAY")).status()).isEqualTo(200);
  }

  @Test
  void furtherConnectionsAreClosed() throws Exception {
    ask(request("OPTIONS"));
    try (Client second = new Client(server.port());
        Client third = new Client(server.port())) {
      second.send(request("OPTIONS"));
      second.next();
      third.send(request("OPTIONS"));
      third.next();
      assertThat(server.connections()).isEqualTo(3);
      try (Client fourth = new Client(server.port())) {
        assertThat(fourth.atEnd()).isTrue();
      }
    }
    assertThat(ask(request("PLAY")).status()).isEqualTo(200);
  }

  @Test
  void closingFreesThePortAndEndsTheThread() throws Exception {
    ask(request("PLAY"));
    int port = server.port();
    bench.control.shutDown().join();
    server.close();
    assertThat(Notice.of(client.next())).contains(Notice.SESSION_TERMINATED);
    assertThat(client.atEnd()).isTrue();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("castbridge-rtsp-" + port);
    server = serve(port, 3);
    assertThat(server.port()).isEqualTo(port);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> serve(port, 3));
  }

  /** A connection to the server. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final RtspDecoder decoder = new RtspDecoder();

    Client(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(20_000);
    }

    void send(RtspMessage message) throws IOException {
      ByteBuffer bytes = RtspEncoder.encode(message);
      socket.getOutputStream().write(bytes.array(), 0, bytes.remaining());
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    RtspMessage next() throws IOException, RtspException {
      while (true) {
        Optional<RtspMessage> message = decoder.poll();
        if (message.isPresent()) {
          return message.get();
        }
        int next = socket.getInputStream().read();
        if (next < 0) {
          throw new IOException("the server closed the connection");
        }
        decoder.feed(ByteBuffer.wrap(new byte[] {(byte) next}));
      }
    }

    boolean atEnd() throws IOException {
      return socket.getInputStream().read() < 0;
    }

    void skip() throws IOException {
      socket.getInputStream().skipNBytes(Math.min(1, socket.getInputStream().available()));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
