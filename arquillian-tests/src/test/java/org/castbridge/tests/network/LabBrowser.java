/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.castbridge.tests.harness.Product;

/** Chromium in the viewer's namespace. */
final class LabBrowser implements AutoCloseable {
  private final Playwright playwright = Playwright.create();
  private final Browser browser;

  LabBrowser(NetworkLab network, String page) {
    // its origin is no https one, and no localhost either
    String origin = page.replaceFirst("(http://[^/]+).*", "$1");
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(network.inViewerSpace(program()))
                    .setHeadless(false)
                    .setArgs(
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
                            "--unsafely-treat-insecure-origin-as-secure=" + origin)));
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

  LabViewer viewer(Product product) {
    BrowserContext context = browser.newContext();
    return new LabViewer(context.newPage(), product);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
