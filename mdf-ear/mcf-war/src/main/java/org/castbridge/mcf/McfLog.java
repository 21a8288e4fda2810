/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** Messages of the Media Control Function for its operator, CASTB000300 to CASTB000399. */
@MessageLogger(projectCode = "CASTB", length = 6)
@ValidIdRange(min = 300, max = 399)
public interface McfLog extends BasicLogger {
  McfLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), McfLog.class, "org.castbridge.mcf");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 300, value = "Media Control Function: RTSP at %s:%d, media delivery by %s")
  void started(String address, int port, Object mdfs);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 301, value = "Media Control Function stopped, %d sessions ended")
  void stopped(int sessions);

  @LogMessage(level = Logger.Level.DEBUG)
  @Message(id = 302, value = "Session %s: film %s from %s")
  void sessionAnswered(String session, String film, String mdf);

  @LogMessage(level = Logger.Level.DEBUG)
  @Message(id = 303, value = "Session %s of film %s has ended: %s")
  void sessionEnded(String session, String film, Object reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 304, value = "Media Delivery Function %s did not set up a session: %s (%s)")
  void mdfFailed(String mdf, Object kind, String message);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 305,
      value = "Session %s of film %s could not be ended at its Media Delivery Function: %s")
  void notReleased(String session, String film, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 306, value = "%s %s refused with %d: %s")
  void refused(String method, Object to, int status, String why);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 307, value = "%s of session %s could not be sent")
  void notSent(String what, String session, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 308, value = "The RTSP server met an unexpected failure")
  void rtspFailed(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 309, value = "%s to %s failed")
  void sipFailed(String method, Object to, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 310, value = "A report of a Media Delivery Function at %s is refused: %s")
  void reportRefused(String address, String why);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 311, value = "The management bean %s could not be changed")
  void mbeanFailed(String name, @Cause Throwable cause);

  @Message(
      id = 312,
      value =
          "The RTSP server cannot listen on %s:%d; see castbridge.address and castbridge.rtsp.port")
  IllegalStateException cannotListen(String address, int port, @Cause Throwable cause);
}
