/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.live;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.Map;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.Browser;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Statistics;

/** A browser that watches a channel by WHEP in one session. */
final class Watcher implements AutoCloseable {
  private static final String PLAY =
      """
      async (address) => {
        const pc = new RTCPeerConnection();
        window.pc = pc;
        pc.addTransceiver('video', { direction: 'recvonly' });
        pc.addTransceiver('audio', { direction: 'recvonly' });
        const video = document.body.appendChild(document.createElement('video'));
        video.autoplay = true;
        window.stream = new MediaStream();
        pc.ontrack = ({ track }) => { window.stream.addTrack(track); video.srcObject = window.stream; };
        const offer = await pc.createOffer();
        await pc.setLocalDescription(offer);
        const answer = await fetch(address, { method: 'POST',
          headers: { 'Content-Type': 'application/sdp' }, body: pc.localDescription.sdp });
        if (answer.status !== 201) throw new Error(answer.status + ' ' + await answer.text());
        window.place = new URL(answer.headers.get('Location'), address).href;
        await pc.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
      }""";
  private static final String STATISTICS =
      """
      async () => {
        const all = [...(await window.pc.getStats()).values()];
        const pick = (kind) => all.find((s) => s.type === 'inbound-rtp' && s.kind === kind) ?? {};
        const codec = (s) => all.find((c) => c.id === s.codecId)?.mimeType ?? '';
        const video = { framesDecoded: 0, frameWidth: 0, freezeCount: 0, ...pick('video') };
        const audio = { totalAudioEnergy: 0, packetsReceived: 0, ...pick('audio') };
        return { video: { ...video, codec: codec(video) }, audio: { ...audio, codec: codec(audio) } };
      }""";

  private final Page page = Browser.newPage();

  Watcher(Product product, String whep) {
    page.navigate(product.address("page"));
    page.evaluate(PLAY, whep);
  }

  @SuppressWarnings("unchecked")
  Statistics statistics() {
    return new Statistics((Map<String, Object>) page.evaluate(STATISTICS));
  }

  /** Waits for so many more pictures. */
  Statistics awaitFrames(int more) {
    Statistics before = statistics();
    Await.until(
        Duration.ofSeconds(60),
        () -> statistics().since(before, "video", "framesDecoded") >= more,
        () -> statistics().values());
    return statistics();
  }

  void awaitWidth(int width) {
    Await.until(
        Duration.ofSeconds(60),
        () -> statistics().number("video", "frameWidth") == width,
        () -> statistics().values());
  }

  /** The session's id, as the MDF names it. */
  String session() {
    String place = (String) page.evaluate("() => window.place");
    return place.substring(place.lastIndexOf('/') + 1);
  }

  String connectionState() {
    return String.valueOf(page.evaluate("() => window.pc.connectionState"));
  }

  @Override
  public void close() {
    page.evaluate("() => { window.pc.close(); fetch(window.place, { method: 'DELETE' }); }");
    Browser.close(page);
  }
}
