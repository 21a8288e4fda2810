/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the live channels tell their operator: CASTB0530 to CASTB0545. */
@MessageLogger(projectCode = "CASTB", length = 4)
interface LiveLog extends BasicLogger {
  LiveLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), LiveLog.class, "org.castbridge.mdf.live");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 530, value = "Channel %s opened: %s")
  void opened(String id, String input);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 531, value = "Channel %s closed")
  void closed(String id);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 532, value = "Channel %s is on air: %s")
  void onAir(String id, String formats);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 533, value = "Channel %s: nothing comes any more")
  void stalled(String id);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 534, value = "Channel %s goes on")
  void goesOn(String id);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 535, value = "Channel %s: %s")
  void problem(String id, String sentence);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 536, value = "Channel %s: no longer: %s")
  void problemOver(String id, String sentence);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 537, value = "Channel %s cannot be recorded")
  void recorderFailed(String id, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 538, value = "Channel %s: the recorder does not keep up, parts are left out")
  void recorderBehind(String id);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 539, value = "Channel %s: the picture is now %s")
  void formatChanged(String id, String format);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 540, value = "Unexpected failure on the event loop of channel %s")
  void loopFailure(String id, @Cause Throwable cause);
}
