/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import java.lang.invoke.MethodHandles;
import org.castbridge.mdf.rar.SessionEvent;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the resource adapter tells its operator: CASTB0520 to CASTB0529. */
@MessageLogger(projectCode = "CASTB", length = 4)
interface JcaLog extends BasicLogger {
  JcaLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), JcaLog.class, "org.castbridge.mdf");

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 520, value = "No thread for the events of session %s, they are lost")
  void eventsNotDelivered(String sessionId, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 521, value = "The listener for session events failed on session %s, %s")
  void listenerFailed(String sessionId, SessionEvent.Kind kind, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 522, value = "The statistics are not in JMX as %s")
  void noManagementBean(String name, @Cause Throwable cause);
}
