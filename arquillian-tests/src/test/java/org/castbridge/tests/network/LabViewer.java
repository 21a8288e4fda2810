/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Statistics;

/** Somebody in the viewer's namespace with the MDF's WHEP page open, in whichever browser. */
public final class LabViewer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BrowserPage page;
  private final Product product;
  private final List<String> scripts = new ArrayList<>();

  LabViewer(BrowserPage page, Product product) {
    this.page = page;
    this.product = product;
    scripts.add(script("/browser/probe.js"));
    scripts.add(script("/network/pictures.js"));
  }

  private static String script(String name) {
    try (var in = LabViewer.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the page's connection a configuration, a JavaScript object; before {@link #play}. */
  public LabViewer configure(String configuration) {
    return run("window.probeConfiguration = " + configuration + ";");
  }

  /** A script to run before the page's own; before {@link #play}. */
  public LabViewer run(String script) {
    scripts.add(script);
    return this;
  }

  /** Opens the player for a film or channel and waits until its picture moves. */
  public LabViewer play(String resource) {
    start(resource);
    Await.until(
        PATIENCE,
        () -> pictures() > 2,
        () ->
            "a moving picture of "
                + resource
                + "; "
                + page.evaluate("document.getElementById('status').textContent"));
    return this;
  }

  /** The same without waiting. */
  public LabViewer start(String resource) {
    page.open(product.address("page") + "mdf/whep.html?asset=" + resource, scripts);
    page.evaluate("document.getElementById('toggle').click()");
    return this;
  }

  /** Lets it play on for so long. */
  public LabViewer watch(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
        PATIENCE,
        () -> pictures() >= before + more,
        () -> more + " more pictures; " + statistics());
  }

  /** The value of an expression in the page. */
  public Object evaluate(String expression) {
    return page.evaluate(expression);
  }

  @Override
  public void close() {
    page.close();
  }
}
