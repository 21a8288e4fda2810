/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import java.util.List;

/** One page of one browser, whichever drives it. */
interface BrowserPage extends AutoCloseable {
  /** Loads an address afresh, with scripts that run before the page's own. */
  void open(String url, List<String> scripts);

  /**
   * The value of an expression, promises awaited, as Map, List, Number, String, Boolean or null.
   */
  Object evaluate(String expression);

  @Override
  void close();
}
