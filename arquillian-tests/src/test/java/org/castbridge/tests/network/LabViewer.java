/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Statistics;

/** Somebody in the viewer's namespace with the MDF's WHEP page open. */
public final class LabViewer implements AutoCloseable {
  private final Page page;
  private final Product product;

  LabViewer(Page page, Product product) {
    this.page = page;
    this.product = product;
    page.addInitScript(script("/browser/probe.js"));
    page.addInitScript(script("/network/pictures.js"));
    page.setDefaultTimeout(20_000);
  }

  static String script(String name) {
    try (var in = LabViewer.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the page's connection a configuration, a JavaScript object; before {@link #play}. */
  public LabViewer configure(String configuration) {
    page.addInitScript("window.probeConfiguration = " + configuration + ";");
    return this;
  }

  /** Opens the player for a film or channel and waits until its picture moves. */
  public LabViewer play(String resource) {
    page.navigate(product.address("page") + "mdf/whep.html?asset=" + resource);
    page.click("#toggle");
    page.waitForFunction("window.pictures && pictures.count() > 2");
    return this;
  }

  /** Lets it play on for so long. */
  public LabViewer watch(Duration time) {
    page.waitForTimeout(time.toMillis());
    return this;
  }

  /** The browser's statistics: groups connection, video, audio, transport, pair. */
  @SuppressWarnings("unchecked")
  public Statistics statistics() {
    return new Statistics((Map<String, Object>) page.evaluate("pictures.statistics()"));
  }

  /** Forgets the gaps so far. */
  public void forgetGaps() {
    page.evaluate("pictures.forgetGaps()");
  }

  /** Milliseconds between pictures that were longer than 100, in order. */
  public List<Double> gaps() {
    return ((List<?>) page.evaluate("pictures.gaps()"))
        .stream().map(gap -> ((Number) gap).doubleValue()).toList();
  }

  /** Number of pictures shown so far. */
  public int pictures() {
    return ((Number) page.evaluate("pictures.count()")).intValue();
  }

  /** Waits until that many more pictures have been shown. */
  public void awaitPictures(int more) {
    int before = pictures();
    Await.until(
        Duration.ofSeconds(20),
        () -> pictures() >= before + more,
        () -> more + " more pictures; " + statistics());
  }

  public Page page() {
    return page;
  }

  @Override
  public void close() {
    page.context().close();
  }
}
