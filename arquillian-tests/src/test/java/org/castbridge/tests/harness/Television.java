/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import java.time.Duration;
import java.util.Map;

/**
 * Somebody in front of the channel list: picks a channel, zaps, pauses, rewinds, sees the picture.
 */
public final class Television implements AutoCloseable {
  /** What the browser says of the one connection there must be. */
  private static final String IDENTITY =
      """
      async () => {
        const pc = probe.connections.at(-1);
        const report = await pc.getStats();
        const transport = [...report.values()].find((s) => s.type === 'transport');
        const video = document.querySelector('video');
        video.dataset.witness ??= String(Math.random());
        return {
          connections: String(probe.connections.length),
          pair: transport.selectedCandidatePairId,
          certificate: report.get(transport.remoteCertificateId).fingerprint,
          ufrag: pc.currentRemoteDescription.sdp.match(/ice-ufrag:(.*)/)[1].trim(),
          element: video.dataset.witness,
          elements: String(document.querySelectorAll('video').length),
        };
      }""";

  private final Viewer viewer;

  /** Signs in and opens the list of channels. */
  public Television(String user, String password) {
    viewer = new Viewer().signIn(user, password);
    viewer.page().click("#tab-live");
    viewer.page().waitForSelector(".channel");
  }

  /** The page it is watched in. */
  public Viewer viewer() {
    return viewer;
  }

  /** Clicks a channel of the list. */
  public Television pick(String channel) {
    viewer.page().click(".channel[data-channel='" + channel + "']");
    return this;
  }

  /** Clicks a channel of the list and waits for its picture. */
  public Television watch(String channel) {
    pick(channel);
    viewer.awaitStatus("playing");
    awaitFrames();
    return this;
  }

  /** The codec of the pictures that come, which tells the sample channels apart. */
  public String codec() {
    return viewer.statistics().text("video", "codec");
  }

  /** Waits until pictures of this codec are decoded, more than there were. */
  public void awaitCodec(String codec) {
    double before = viewer.statistics().number("video", "framesDecoded");
    Await.until(
        Duration.ofSeconds(10),
        () ->
            codec.equals(codec())
                && viewer.statistics().number("video", "framesDecoded") > before + 3,
        () -> codec + ", but it is " + codec());
  }

  /** Waits until three more pictures are on the screen. */
  public void awaitFrames() {
    double before = viewer.statistics().number("video", "framesDecoded");
    Await.until(
        Duration.ofSeconds(15),
        () -> viewer.statistics().number("video", "framesDecoded") > before + 3,
        () -> "three more pictures");
  }

  /** What must not change while zapping. */
  @SuppressWarnings("unchecked")
  public Map<String, String> identity() {
    return (Map<String, String>) viewer.page().evaluate(IDENTITY);
  }

  /** The title the page shows. */
  public String title() {
    return viewer.page().textContent("#player-title").strip();
  }

  /** Waits until the page shows this title. */
  public void awaitTitle(String part) {
    Await.until(
        Duration.ofSeconds(10), () -> title().contains(part), () -> part + " in " + title());
  }

  /** Seconds behind live as the page has them; 0 while it is live. */
  public double behind() {
    Object live = viewer.page().getAttribute("#go-live", "aria-pressed");
    if ("true".equals(live)) {
      return 0;
    }
    return ((Number)
            viewer
                .page()
                .evaluate(
                    "(() => { const s = document.getElementById('seek'); return s.max - s.value; })()"))
        .doubleValue();
  }

  /** Waits until the page is this far behind live, in seconds. */
  public void awaitBehind(double from, double to) {
    Await.until(
        Duration.ofSeconds(10),
        () -> behind() >= from && behind() <= to,
        () -> "between " + from + " and " + to + " s behind live; it is " + behind());
  }

  @Override
  public void close() {
    viewer.close();
  }
}
