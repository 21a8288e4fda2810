/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.castbridge.content.ingest.IngestProgress;

/** Progress on a terminal, redrawn in place; on anything else one line a stage. */
final class ProgressBar implements IngestProgress {
  private static final int WIDTH = 40;

  private final PrintStream out;
  private final boolean terminal;
  private Stage stage;
  private int drawn = -1;

  ProgressBar(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void at(Stage now, double share) {
    if (now != stage) {
      finish();
      stage = now;
      drawn = -1;
      if (!terminal) {
        out.println(label(now) + " ...");
      }
    }
    int percent = (int) (share * 100);
    if (terminal && percent != drawn) {
      drawn = percent;
      int full = percent * WIDTH / 100;
      out.printf(
          Locale.ROOT,
          "\r%-10s [%s%s] %3d %%",
          label(now),
          "#".repeat(full),
          " ".repeat(WIDTH - full),
          percent);
      out.flush();
    }
  }

  /** Leaves the line. */
  void finish() {
    if (terminal && stage != null) {
      out.println();
    }
    stage = null;
  }

  private static String label(Stage stage) {
    return switch (stage) {
      case CHECK -> "checking";
      case PREPARE -> "preparing";
      case COPY -> "copying";
    };
  }
}
