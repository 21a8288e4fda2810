/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Chromium in the viewer's namespace. */
final class LabBrowser implements AutoCloseable {
  private final Playwright playwright = Playwright.create();
  private final Browser browser;

  LabBrowser(NetworkLab network, String page, String... more) {
    // its origin is no https one, and no localhost either
    String origin = page.replaceFirst("(http://[^/]+).*", "$1");
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(network.inViewerSpace(program()))
                    .setHeadless(false)
                    .setArgs(arguments(origin, more)));
  }

  private static List<String> arguments(String origin, String[] more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--autoplay-policy=no-user-gesture-required",
                "--unsafely-treat-insecure-origin-as-secure=" + origin));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static String program() {
    String named = System.getenv("CHROMIUM");
    return named != null
        ? named
        : List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .stream()
            .filter(place -> Files.isExecutable(Path.of(place)))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the network tests need Chromium"));
  }

  /** Its name and version. */
  String version() {
    return "Chromium " + browser.version();
  }

  BrowserPage page() {
    Page page = browser.newContext().newPage();
    page.setDefaultTimeout(20_000);
    return new BrowserPage() {
      @Override
      public void open(String url, List<String> scripts) {
        scripts.forEach(page::addInitScript);
        page.navigate(url);
      }

      @Override
      public Object evaluate(String expression) {
        return page.evaluate(expression);
      }

      @Override
      public void close() {
        page.context().close();
      }
    };
  }

  @Override
  public void close() {
    playwright.close();
  }
}
