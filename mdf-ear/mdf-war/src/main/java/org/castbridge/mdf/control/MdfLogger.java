/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import java.net.URI;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What operators read of the control engine: CASTB000550 to CASTB000599. */
@MessageLogger(projectCode = "CASTB")
@ValidIdRange(min = 550, max = 599)
public interface MdfLogger extends BasicLogger {
  MdfLogger LOG = Logger.getMessageLogger(MdfLogger.class, "org.castbridge.mdf");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 550, value = "Media delivery %s in %s plays the %d films of %s")
  void started(String id, String place, int films, String directory);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 551, value = "The film %s is left out")
  void brokenAsset(String asset, @Cause Exception cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 552, value = "The content folder %s cannot be read")
  void contentUnreadable(String directory, @Cause Exception cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 553, value = "Session %s: film %s for %s")
  void opened(String session, String asset, String asker);

  @LogMessage(level = Logger.Level.DEBUG)
  @Message(id = 590, value = "Session %s shows %s now")
  void switched(String session, String resource);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 554, value = "Session %s ended: %s")
  void ended(String session, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 555, value = "The event %s of session %s did not reach %s: %s")
  void eventLost(String event, String session, URI receiver, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 556,
      value = "Refused a request from %s, which is not among castbridge.mdf.trusted-peers")
  void untrustedPeer(String address);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 557, value = "A request failed: %s")
  void requestFailed(String request, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 560, value = "The channel %s is left out: %s")
  void brokenChannel(String channel, String reason);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 564, value = "Encoder %s publishes to channel %s")
  void publishing(String session, String channel);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 565, value = "The recording %s is a film now")
  void recordingCompleted(String id);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 561, value = "The channels cannot be read")
  void channelsUnreadable(@Cause Exception cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 562, value = "The channels could not be written")
  void channelsNotSaved(@Cause Exception cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 563, value = "The channel %s is recorded with gaps")
  void recordingTrouble(String channel, @Cause Exception cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 558, value = "The media delivery cannot be reached")
  void mediaUnavailable(@Cause Exception cause);
}
