/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.WebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody in front of the page: signs in, picks a film, presses keys, sees the picture. */
public final class Viewer implements AutoCloseable {
  /** Frames a second of every sample clip. */
  public static final double FRAME_RATE = 25;

  private final Page page;
  private final List<String> conversation = new CopyOnWriteArrayList<>();

  /** Opens the page of the shared product in a fresh profile. */
  public Viewer() {
    this(Product.running(), null);
  }

  /** The same for any product, with a script that runs before the page's own, or null. */
  public Viewer(Product product, String extraScript) {
    page = Browser.newPage();
    page.addInitScript(script());
    if (extraScript != null) {
      page.addInitScript(extraScript);
    }
    page.onWebSocket(this::listen);
    page.setDefaultTimeout(15_000);
    page.navigate(product.address("page"));
  }

  private void listen(WebSocket w2) {
    conversation.add("opened");
    w2.onFrameSent(frame -> conversation.add("> " + frame.text()));
    w2.onFrameReceived(frame -> conversation.add("< " + frame.text()));
    w2.onClose(socket -> conversation.add("closed"));
  }

  private static String script() {
    try (var in = Viewer.class.getResourceAsStream("/browser/probe.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fills the sign-in form and waits for the films. */
  public Viewer signIn(String user, String password) {
    trySignIn(user, password);
    try {
      page.waitForSelector(".film");
    } catch (TimeoutError e) {
      throw new AssertionError("no films after signing in; over W2 went " + conversation, e);
    }
    return this;
  }

  /** Fills the sign-in form and sends it. */
  public void trySignIn(String user, String password) {
    page.fill("#user", user);
    page.fill("#password", password);
    page.click("#sign-in button");
  }

  /** Picks a film and waits until it plays. */
  public Viewer watch(String contentId) {
    pick(contentId);
    awaitStatus("playing");
    return this;
  }

  /** Clicks a film's card. */
  public void pick(String contentId) {
    page.click(".film[data-content-id='" + contentId + "']");
  }

  /** Waits for the player's status: connecting, buffering, playing, paused, ended. */
  public void awaitStatus(String status) {
    page.waitForFunction(
        "status => document.getElementById('view-player').dataset.status === status", status);
  }

  /** The one sentence the page shows about what went wrong. */
  public String notice() {
    page.waitForSelector("#notice:not([hidden])");
    return page.textContent("#notice-text");
  }

  /** Presses a key as on the keyboard. */
  public void press(String key) {
    page.keyboard().press(key);
  }

  /** Drags the seek bar to a position in seconds. */
  public void seek(double seconds) {
    page.evaluate(
        "s => { const bar = document.getElementById('seek'); bar.value = s;"
            + " bar.dispatchEvent(new Event('input')); bar.dispatchEvent(new Event('change')); }",
        seconds);
  }

  /** Media time in seconds of the picture on the screen, read from its pixels; NaN without one. */
  public double shown() {
    Object frame = page.evaluate("probe.frame()");
    return frame == null ? Double.NaN : ((Number) frame).doubleValue() / FRAME_RATE;
  }

  /** What the page believes the position is, in seconds. */
  public double positionOnPage() {
    return ((Number) page.evaluate("Number(document.getElementById('seek').value)")).doubleValue();
  }

  /** Waits until the picture shows a time within the bounds, in seconds. */
  public double awaitShown(double from, double to) {
    double[] last = {Double.NaN};
    Await.until(
        Duration.ofSeconds(10),
        () -> {
          last[0] = shown();
          return last[0] >= from && last[0] <= to;
        },
        () -> "a picture between " + from + " and " + to + " s; last " + last[0]);
    return last[0];
  }

  /** The browser's own statistics: keys connection, video, audio, transport. */
  @SuppressWarnings("unchecked")
  public Statistics statistics() {
    return new Statistics((Map<String, Object>) page.evaluate("probe.statistics()"));
  }

  /** Closes the player and waits for the films. */
  public void closeFilm() {
    page.click("#leave");
    page.waitForSelector(".film");
  }

  /** Signs out and waits for the form. */
  public void signOut() {
    page.click("#sign-out");
    page.waitForSelector("#user");
  }

  /** Leaves a picture of the page among the reports. */
  public void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Product.reports().resolve(Path.of(name + ".png"))));
  }

  /** The page itself. */
  public Page page() {
    return page;
  }

  @Override
  public void close() {
    Browser.close(page);
  }
}
