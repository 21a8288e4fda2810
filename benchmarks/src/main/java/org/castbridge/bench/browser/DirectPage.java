/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.browser;

import com.microsoft.playwright.Page;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.function.UnaryOperator;
import org.castbridge.bench.servers.Castbridge;

/**
 * A page with nothing but a peer connection, which asks the MDF itself: media without signalling.
 */
public final class DirectPage implements AutoCloseable {
  private final Page page;

  /**
   * @param whep resource that {@link #whep} plays
   * @param answer what is made of an answer of WHEP before the browser sees it
   */
  public DirectPage(
      Chromium browser, Castbridge castbridge, String whep, UnaryOperator<String> answer) {
    page = browser.page();
    page.exposeFunction(
        "xp", words -> call(castbridge, (String) words[0], "xp/" + words[1], (String) words[2]));
    page.exposeFunction("whep", words -> answer.apply(whep(castbridge, whep, (String) words[0])));
    page.navigate("about:blank");
    page.evaluate(Chromium.script("direct.js"));
  }

  private static String call(Castbridge castbridge, String method, String path, String body) {
    try {
      return castbridge.call(method, path, body).body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String whep(Castbridge castbridge, String resource, String offer) {
    try {
      return castbridge.whep(resource, offer);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens a session on Xp and plays. */
  public DirectPage open(String resource) {
    page.evaluate("resource => direct.open(resource).then(() => {})", resource);
    return this;
  }

  /** Milliseconds from asking for a session by WHEP to its first frame. */
  public double whep() {
    return millis("() => bench.measure(() => direct.whep(), null)", null);
  }

  /** Milliseconds from the command to the first frame of the mark's colour. */
  public double switchTo(String resource, String colour) {
    return millis(
        "([resource, colour]) => direct.switchTo(resource, colour)", List.of(resource, colour));
  }

  /** The same for a position in seconds. */
  public double seek(double position, String colour) {
    return millis("([to, colour]) => direct.seek(to, colour)", List.of(position, colour));
  }

  private double millis(String script, Object arguments) {
    return ((Number) page.evaluate(script, arguments)).doubleValue();
  }

  /** Waits until the picture has the mark's colour. */
  public void awaitColour(String colour) {
    page.evaluate("colour => bench.shows(colour)", colour);
  }

  /** The browser's statistics of the picture. */
  public JsonObject statistics() {
    String text = (String) page.evaluate("() => direct.statistics()");
    return Json.createReader(new StringReader(text)).readObject();
  }

  /** Longest time between two frames since the last call, milliseconds. */
  public double longestGap() {
    return millis("() => bench.longestGap()", null);
  }

  @Override
  public void close() {
    page.evaluate("() => direct.close()");
    page.context().close();
  }
}
