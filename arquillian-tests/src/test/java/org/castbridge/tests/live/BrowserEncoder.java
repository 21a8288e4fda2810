/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.live;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.castbridge.tests.harness.Browser;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Statistics;

/** A browser that publishes a moving picture and a tone by WHIP. */
final class BrowserEncoder implements AutoCloseable {
  private static final String PUBLISH =
      """
      async ([address, token, codec]) => {
        const canvas = document.body.appendChild(document.createElement('canvas'));
        canvas.width = 640;
        canvas.height = 360;
        const paint = canvas.getContext('2d');
        let n = 0;
        setInterval(() => {
          n++;
          paint.fillStyle = 'hsl(' + (n % 360) + ', 80%, 50%)';
          paint.fillRect(0, 0, 640, 360);
          paint.fillStyle = 'white';
          paint.fillRect((n * 7) % 600, 150, 40, 40);
        }, 40);
        const context = new AudioContext();
        const tone = new OscillatorNode(context, { frequency: 440 });
        const out = context.createMediaStreamDestination();
        tone.connect(out);
        tone.start();
        const pc = new RTCPeerConnection();
        window.pc = pc;
        const picture = pc.addTransceiver(canvas.captureStream(25).getVideoTracks()[0], { direction: 'sendonly' });
        pc.addTransceiver(out.stream.getAudioTracks()[0], { direction: 'sendonly' });
        const all = RTCRtpSender.getCapabilities('video').codecs;
        const first = (c) => (c.mimeType.toLowerCase() === 'video/' + codec.toLowerCase() ? 0 : 1);
        picture.setCodecPreferences([...all].sort((a, b) => first(a) - first(b)));
        await pc.setLocalDescription();
        const answer = await fetch(address, { method: 'POST', body: pc.localDescription.sdp,
          headers: { 'Content-Type': 'application/sdp', Authorization: 'Bearer ' + token } });
        if (answer.status !== 201) throw new Error(answer.status + ' ' + await answer.text());
        window.place = new URL(answer.headers.get('Location'), address).href;
        window.token = token;
        await pc.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
      }""";
  private static final String STATISTICS =
      """
      async () => {
        const all = [...(await window.pc.getStats()).values()];
        const pick = (kind) => all.find((s) => s.type === 'outbound-rtp' && s.kind === kind) ?? {};
        const codec = (s) => all.find((c) => c.id === s.codecId)?.mimeType ?? '';
        const video = pick('video');
        return { video: { ...video, codec: codec(video) }, audio: pick('audio') };
      }""";

  private final Page page = Browser.newPage();

  BrowserEncoder(Product product, String whip, String token, String codec) {
    page.navigate(product.address("page"));
    page.evaluate(PUBLISH, List.of(whip, token, codec));
  }

  @SuppressWarnings("unchecked")
  Statistics statistics() {
    return new Statistics((Map<String, Object>) page.evaluate(STATISTICS));
  }

  @Override
  public void close() {
    page.evaluate(
        """
        async () => {
          await fetch(window.place, { method: 'DELETE', headers: { Authorization: 'Bearer ' + window.token } });
          window.pc.close();
        }""");
    Browser.close(page);
  }
}
