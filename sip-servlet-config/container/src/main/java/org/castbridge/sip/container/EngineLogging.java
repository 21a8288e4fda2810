/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.castbridge.sip.container.stack.StackProperties;

/**
 * Keeps the engine's log to what an operator must see. It writes several INFO lines for each
 * request, and warnings about TLS files nobody asked for. A level set in the server's logging
 * configuration wins.
 */
final class EngineLogging {
  private static final String ENGINE = "org.mobicents";
  private static final String STACK_CLASSES = "gov.nist";

  /** Held on to, because a logger nobody holds forgets its level. */
  private static final List<Logger> LOGGERS =
      List.of(
          Logger.getLogger(ENGINE),
          Logger.getLogger(STACK_CLASSES),
          Logger.getLogger(StackProperties.STACK_NAME));

  private EngineLogging() {}

  static void quieten() {
    for (Logger logger : LOGGERS) {
      if (logger.getLevel() == null) {
        logger.setLevel(
            StackProperties.STACK_NAME.equals(logger.getName()) ? Level.SEVERE : Level.WARNING);
      }
    }
  }
}
