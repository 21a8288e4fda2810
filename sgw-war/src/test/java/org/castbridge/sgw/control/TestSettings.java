/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.time.Duration;

/** Settings for tests. */
public final class TestSettings {
  private TestSettings() {}

  /** The defaults, more or less. */
  public static Settings settings() {
    return new Settings(
        "ims.test",
        "127.0.0.1",
        3600,
        3600,
        2,
        Duration.ofMinutes(2),
        Duration.ofSeconds(20),
        Duration.ofSeconds(5),
        6000,
        160,
        "");
  }
}
