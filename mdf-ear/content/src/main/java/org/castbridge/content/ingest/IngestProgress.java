/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

/** Hears how far an ingest is. Called on the ingesting thread. */
public interface IngestProgress {
  /** What is being done. */
  enum Stage {
    CHECK,
    PREPARE,
    COPY
  }

  /**
   * @param share 0 to 1
   */
  void at(Stage stage, double share);
}
