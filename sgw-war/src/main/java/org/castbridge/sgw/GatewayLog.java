/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What operators read of the Signalling Gateway. */
@MessageLogger(projectCode = "CASTB", length = 5)
@ValidIdRange(min = 400, max = 499)
public interface GatewayLog extends BasicLogger {
  /** The one logger. */
  GatewayLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), GatewayLog.class, "org.castbridge.sgw");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 400, value = "Signalling Gateway ready: W2 at /w2, home domain %s, Gm by way of %s")
  void ready(String domain, String route);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 401, value = "Signalling Gateway stopped; %d users were sent away")
  void stopped(int users);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 402, value = "%s registered")
  void registered(String identity);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 403, value = "%s left")
  void left(String identity);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 410, value = "A task of the Signalling Gateway failed")
  void taskFailed(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 411, value = "W2 connection from origin %s refused: host is %s")
  void originRefused(String origin, String host);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 412, value = "W2 connection refused: %d users are connected, no more are allowed")
  void full(int users);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 413, value = "W2 connection closed with %d: %s")
  void cutOff(int code, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 420, value = "SIP %s could not be sent: %s")
  void sipNotSent(String method, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 421, value = "SIP %s does not conform: %s")
  void sipNotConforming(String what, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 430, value = "SSF at %s does not answer: %s")
  void ssfSilent(String location, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 431, value = "SSF at %s answered with something that is no catalogue: %s")
  void ssfNotConforming(String location, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 440, value = "Xc connection to %s broke: %s")
  void controlBroken(String address, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 441, value = "MCF at %s does not speak RTSP: %s")
  void controlNotConforming(String address, String reason);
}
