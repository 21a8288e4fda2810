/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.whep;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.castbridge.tests.harness.Browser;
import org.castbridge.tests.harness.Product;
import org.junit.jupiter.api.Test;

class WhepIT {
  private final HttpClient http = HttpClient.newHttpClient();

  /** Draft WHEP: POST offer, 201 with answer and Location, DELETE ends. */
  @Test
  void offerIsAnsweredAndSessionDeleted() throws Exception {
    String address = Product.running().whep().get(0);
    HttpResponse<String> created = post(address, offer(), "application/sdp");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("Content-Type")).hasValue("application/sdp");
    assertThat(created.body()).contains("a=ice-lite", "a=setup:passive", "a=sendonly");
    URI session =
        URI.create(address).resolve(created.headers().firstValue("Location").orElseThrow());
    HttpRequest delete = HttpRequest.newBuilder(session).DELETE().build();
    assertThat(http.send(delete, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    assertThat(http.send(delete, BodyHandlers.discarding()).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNotPublicIsNotGiven() throws Exception {
    String address = Product.running().whep().get(0);
    String forest = address.substring(0, address.lastIndexOf('/')) + "/forest";
    assertThat(post(forest, offer(), "application/sdp").statusCode()).isEqualTo(403);
    String unknown = address.substring(0, address.lastIndexOf('/')) + "/no-such-film";
    assertThat(post(unknown, offer(), "application/sdp").statusCode()).isEqualTo(404);
  }

  @Test
  void badOffersAreRefusedWithTheReason() throws Exception {
    String address = Product.running().whep().get(0);
    assertThat(post(address, "v=0\r\nnonsense", "application/sdp").statusCode())
        .isBetween(400, 422);
    assertThat(post(address, offer(), "text/plain").statusCode()).isEqualTo(415);
  }

  @Test
  void aPageThatKnowsOnlyWhepPlays() {
    Page page = Browser.newPage();
    try {
      page.navigate(Product.running().address("page"));
      Object decoded =
          page.evaluate(
              """
              async (address) => {
                const pc = new RTCPeerConnection();
                pc.addTransceiver('video', { direction: 'recvonly' });
                pc.addTransceiver('audio', { direction: 'recvonly' });
                const video = document.body.appendChild(document.createElement('video'));
                video.muted = true;
                video.autoplay = true;
                pc.ontrack = ({ streams }) => { video.srcObject = streams[0]; };
                await pc.setLocalDescription();
                const headers = { 'Content-Type': 'application/sdp' };
                const answer = await fetch(address, { method: 'POST', headers, body: pc.localDescription.sdp });
                await pc.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
                const decoded = async () => [...(await pc.getStats()).values()]
                  .find((s) => s.type === 'inbound-rtp' && s.kind === 'video')?.framesDecoded ?? 0;
                for (let i = 0; i < 100 && (await decoded()) < 75; i++) await new Promise((r) => setTimeout(r, 100));
                const frames = await decoded();
                pc.close();
                await fetch(new URL(answer.headers.get('Location'), address), { method: 'DELETE' });
                return frames;
              }""",
              Product.running().whep().get(0));
      assertThat(((Number) decoded).intValue()).isGreaterThanOrEqualTo(75);
    } finally {
      Browser.close(page);
    }
  }

  private HttpResponse<String> post(String address, String body, String type)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String offer() throws IOException {
    try (var in = WhepIT.class.getResourceAsStream("/whep/offer.sdp")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("\r\n", "\n")
          .replace("\n", "\r\n");
    }
  }
}
