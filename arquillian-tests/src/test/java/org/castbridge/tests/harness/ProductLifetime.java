/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts the product before the first test, for Arquillian needs it up, and stops it after the
 * last.
 */
public final class ProductLifetime implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (System.getProperty("castbridge.root") != null) {
      Product.running();
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    Browser.closeShared();
    Product.stopShared();
  }
}
