/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;

/** Sessions by WHEP. */
public final class WhepSignalling implements Signalling {
  private static final int BUSY = 503;
  private static final int PATIENCE_SECONDS = 15;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;

  public WhepSignalling(URI endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public Session open(IceCredentials viewer, Fingerprint fingerprint, int port)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/sdp")
            .POST(HttpRequest.BodyPublishers.ofString(offer(viewer, fingerprint)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    for (int i = 0; i < PATIENCE_SECONDS && response.statusCode() == BUSY; i++) {
      Thread.sleep(1_000); // it is late as it is, and says so: later then
      response = http.send(request, HttpResponse.BodyHandlers.ofString());
    }
    if (response.statusCode() == BUSY) {
      throw new BusyException(endpoint + " takes no more viewers: " + response.body().strip());
    }
    if (response.statusCode() != 201) {
      throw new IOException(
          endpoint + " answers " + response.statusCode() + ": " + response.body());
    }
    String id = response.headers().firstValue("Location").orElseThrow();
    return answered(id, response.body());
  }

  /** The server's side, from its answer to {@link #offer}. */
  static Session answered(String id, String sdp) throws IOException {
    SdpLines answer = new SdpLines(sdp);
    return new Session(
        id,
        answer.ice(),
        answer.fingerprint(),
        answer.candidate(),
        true,
        answer.firstPayloadType("H264", "VP8", "VP9", "AV1", "H265"),
        answer.payloadType("opus"));
  }

  @Override
  public void close(Session session) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(session.id()))
            .timeout(Duration.ofSeconds(20))
            .DELETE()
            .build();
    http.send(request, HttpResponse.BodyHandlers.discarding());
  }

  /** An offer like Chromium's: the lines a server answers to. */
  static String offer(IceCredentials ice, Fingerprint fingerprint) {
    String transport =
        "c=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=rtcp-mux\r\na=rtcp-rsize\r\n"
            + "a=setup:actpass\r\na=recvonly\r\na=ice-options:trickle\r\n"
            + ("a=ice-ufrag:" + ice.ufrag() + "\r\na=ice-pwd:" + ice.pwd() + "\r\n")
            + ("a=fingerprint:sha-256 " + fingerprint.value() + "\r\n")
            + "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n";
    return "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n"
        + "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103\r\na=mid:0\r\n"
        + transport
        + codec(96, 97, "VP8", null)
        + codec(
            102,
            103,
            "H264",
            "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f")
        + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\n"
        + transport
        + "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n";
  }

  private static String codec(int payloadType, int repair, String name, String parameters) {
    return ("a=rtpmap:" + payloadType + " " + name + "/90000\r\n")
        + ("a=rtcp-fb:" + payloadType + " goog-remb\r\n")
        + ("a=rtcp-fb:" + payloadType + " nack\r\n")
        + ("a=rtcp-fb:" + payloadType + " nack pli\r\n")
        + (parameters == null ? "" : "a=fmtp:" + payloadType + " " + parameters + "\r\n")
        + ("a=rtpmap:"
            + repair
            + " rtx/90000\r\na=fmtp:"
            + repair
            + " apt="
            + payloadType
            + "\r\n");
  }
}
