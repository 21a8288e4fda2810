/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.browser;

import com.microsoft.playwright.Page;

/** The product's own web page, used as a viewer uses it. */
public final class ProductPage implements AutoCloseable {
  private final Page page;

  public ProductPage(Chromium browser, String address) {
    page = browser.page();
    page.navigate(address);
  }

  /** Signs in and waits for the films. */
  public ProductPage signIn(String user, String password) {
    page.fill("#user", user);
    page.fill("#password", password);
    page.click("#sign-in button");
    page.waitForSelector(".film");
    return this;
  }

  /** Opens the list of channels and picks one. */
  public void watch(String channel) {
    page.click("#tab-live");
    page.click(".channel[data-channel='" + channel + "']");
  }

  private static String card(String film) {
    return ".film[data-content-id='" + film + "']";
  }

  /** Waits until the catalogue has the film. */
  public void awaitFilm(String film) {
    page.waitForSelector(card(film));
  }

  /** Milliseconds from the click on a film to its first frame. */
  public double open(String film) {
    return measure("selector => document.querySelector(selector).click()", card(film), null);
  }

  /** Milliseconds from the seek bar's change to the first frame of the mark's colour. */
  public double seek(double seconds, String colour) {
    return measure(
        "s => { const bar = document.getElementById('seek'); bar.value = s;"
            + " bar.dispatchEvent(new Event('input')); bar.dispatchEvent(new Event('change')); }",
        seconds,
        colour);
  }

  /** Milliseconds from a key to the first frame of the mark's colour. */
  public double press(String key, String colour) {
    return measure(
        "key => document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))",
        key,
        colour);
  }

  private double measure(String action, Object argument, String colour) {
    Object millis =
        page.evaluate(
            "async ([argument, colour]) => bench.measure(() => (" + action + ")(argument), colour)",
            java.util.Arrays.asList(argument, colour));
    return ((Number) millis).doubleValue();
  }

  /** Waits until the picture has the mark's colour. */
  public void awaitColour(String colour) {
    page.evaluate("colour => bench.shows(colour)", colour);
  }

  /** Ends the film and waits for the catalogue. */
  public void leave() {
    page.click("#leave");
    page.waitForSelector(".film");
  }

  /** The page itself. */
  public Page page() {
    return page;
  }

  @Override
  public void close() {
    page.context().close();
  }
}
