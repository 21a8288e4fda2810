/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.figures;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where captures go: {@code captures} in the server's data folder. */
public final class CaptureFiles {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private CaptureFiles() {}

  /** A name no capture has yet: the session and the time. */
  public static Path next(String session) {
    String data = System.getProperty("jboss.server.data.dir", System.getProperty("java.io.tmpdir"));
    String safe = session.replaceAll("[^A-Za-z0-9_-]", "_");
    return Path.of(data, "captures", safe + "-" + TIME.format(Instant.now()) + ".pcapng");
  }
}
