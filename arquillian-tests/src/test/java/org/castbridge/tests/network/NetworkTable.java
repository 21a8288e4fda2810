/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Statistics;

/** The figures of one viewing, and the table {@code target/network.md} of all of them. */
record NetworkTable(
    String network, Duration time, Statistics before, Statistics after, double longestGapMs) {
  private static final Map<String, String> ROWS = new LinkedHashMap<>();

  double lost() {
    return after.since(before, "video", "packetsLost");
  }

  double repeated() {
    return after.since(before, "video", "retransmittedPacketsReceived");
  }

  /** Packets of parity (flexfec), which make good what was lost without a repetition. */
  double parity() {
    return after.since(before, "video", "fecPacketsReceived");
  }

  double received() {
    return after.since(before, "video", "packetsReceived");
  }

  double keyFrameRequests() {
    return after.since(before, "video", "pliCount");
  }

  double decoded() {
    return after.since(before, "video", "framesDecoded");
  }

  double frozenSeconds() {
    return after.since(before, "video", "totalFreezesDuration");
  }

  /** Adds the row and writes the file anew. */
  NetworkTable note() {
    synchronized (ROWS) {
      ROWS.put(
          network,
          String.format(
              Locale.ROOT,
              "| %s | %s %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f ms | %.2f s |%n",
              network,
              after.text("pair", "localType"),
              after.text("pair", "remoteProtocol"),
              received(),
              lost(),
              repeated(),
              parity(),
              keyFrameRequests(),
              decoded(),
              longestGapMs,
              frozenSeconds()));
      write();
    }
    return this;
  }

  private static void write() {
    StringBuilder table = new StringBuilder();
    table.append(
        "| Network | Viewer's candidate | Packets | Lost | Repeated | Parity | Key frames asked"
            + " for | Pictures decoded | Longest gap | Frozen |\n"
            + "|---|---|---|---|---|---|---|---|---|---|\n");
    ROWS.values().forEach(table::append);
    try {
      Path file = Product.workFolder().resolve("network.md");
      Files.createDirectories(file.getParent());
      Files.writeString(file, table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
