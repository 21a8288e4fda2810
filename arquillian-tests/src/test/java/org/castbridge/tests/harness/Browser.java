/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real Chromium from the system's packages, driven by Playwright; one for all tests. */
public final class Browser {
  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static Playwright playwright;
  private static com.microsoft.playwright.Browser shared;

  private Browser() {}

  /** A fresh profile with one empty page. */
  public static synchronized Page newPage() {
    if (shared == null) {
      Path executable = executable();
      playwright = Playwright.create();
      shared =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(executable)
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
                              "--autoplay-policy=no-user-gesture-required")));
    }
    BrowserContext context =
        shared.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1280, 800));
    return context.newPage();
  }

  /** Closes the page and its profile. */
  public static void close(Page page) {
    page.context().close();
  }

  static synchronized void closeShared() {
    if (playwright != null) {
      playwright.close();
      playwright = null;
      shared = null;
    }
  }

  private static Path executable() {
    String named = System.getenv("CHROMIUM");
    if (named != null) {
      return Path.of(named);
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      for (String place : PLACES) {
        if (Files.isExecutable(Path.of(place))) {
          return Path.of(place);
        }
      }
      install();
    }
    throw new IllegalStateException(
        "the browser tests need Chromium: install the package 'chromium' (as root: apt-get install"
            + " chromium) or set CHROMIUM to the program");
  }

  /** Only root on a Debian-like system may; elsewhere the error above says what to do. */
  private static void install() {
    if (!"root".equals(System.getProperty("user.name"))
        || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      return;
    }
    try {
      new ProcessBuilder(
              "sh",
              "-c",
              "apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium")
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
