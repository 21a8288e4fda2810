/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import org.castbridge.bench.figures.Figures;

/** One bench. */
interface Bench {
  /** The word it is called by. */
  String name();

  /** What it measures, in a line. */
  String words();

  /** Its options, in a line; empty if it has none. */
  default String options() {
    return "";
  }

  /** Measures; cleans up behind itself. */
  Figures run(Options options) throws Exception;
}
