/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Gives a test class the {@link Lab}, one for the whole run, in its starting state before each
 * test; skips the class where there can be none.
 */
public final class LabExtension implements BeforeAllCallback, BeforeEachCallback {
  private static final Namespace OURS = Namespace.create(LabExtension.class);

  private record Holder(Lab lab) implements AutoCloseable {
    @Override
    public void close() {
      lab.close();
    }
  }

  private static Lab shared;

  @Override
  public void beforeAll(ExtensionContext context) {
    NetworkLab.assume();
    Store store = context.getRoot().getStore(OURS);
    shared = store.getOrComputeIfAbsent("lab", key -> new Holder(new Lab()), Holder.class).lab();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    shared.network().reset();
  }

  /** The lab of this run. */
  public static Lab lab() {
    return shared;
  }
}
