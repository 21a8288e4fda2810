/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.log;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.nio.file.Path;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the operator reads of SDF, SSF and SCF: CASTB 200 to 299. */
@MessageLogger(projectCode = "CASTB", length = 4)
public interface IptvLogger extends BasicLogger {
  IptvLogger LOG =
      Logger.getMessageLogger(
          java.lang.invoke.MethodHandles.lookup(), IptvLogger.class, "org.castbridge.iptv");

  @LogMessage(level = INFO)
  @Message(
      id = 200,
      value = "IPTV services started: SDF %s, films %s, MCF %s through the core at %s, SSF %s")
  void started(String sdf, String film, String mcf, String core, String ssf);

  @LogMessage(level = INFO)
  @Message(id = 201, value = "The database is ready; schema version %s")
  void databaseReady(String version);

  @LogMessage(level = INFO)
  @Message(id = 202, value = "The database answers (after %d s); new requests are served")
  void databaseUp(long seconds);

  @LogMessage(level = WARN)
  @Message(
      id = 203,
      value =
          "The database is not available: %s. New requests are refused until it is back; running sessions go on")
  void databaseDown(String cause);

  @LogMessage(level = INFO)
  @Message(id = 204, value = "Film %s is new in the catalogue")
  void assetImported(String id);

  @LogMessage(level = INFO)
  @Message(id = 205, value = "Film %s has left the asset store and the catalogue")
  void assetRemoved(String id);

  @LogMessage(level = WARN)
  @Message(id = 206, value = "%s %s; the catalogue keeps what it had")
  void assetRefused(Path file, String fault);

  @LogMessage(level = WARN)
  @Message(id = 207, value = "The asset store %s cannot be read: %s. The catalogue stays as it is")
  void storeUnreadable(Path store, String fault);

  @LogMessage(level = INFO)
  @Message(id = 208, value = "The asset store %s can be read again")
  void storeReadable(Path store);

  @LogMessage(level = ERROR)
  @Message(id = 209, value = "The look at the asset store failed; it is tried again")
  void importFailed(@Cause Throwable cause);

  @LogMessage(level = ERROR)
  @Message(id = 210, value = "%s of %s failed and was answered with 500")
  void requestFailed(String method, String function, @Cause Throwable cause);

  @LogMessage(level = ERROR)
  @Message(id = 211, value = "Handling a %s of %s failed")
  void eventFailed(String event, String function, @Cause Throwable cause);

  @LogMessage(level = WARN)
  @Message(id = 212, value = "%s from %s refused: only the core at %s is believed")
  void notFromCore(String method, String peer, String core);

  @LogMessage(level = DEBUG)
  @Message(id = 213, value = "%s: %s is registered for %d s")
  void registered(String function, String impu, int seconds);

  @LogMessage(level = DEBUG)
  @Message(id = 214, value = "%s: %s is no longer registered")
  void deregistered(String function, String impu);

  @LogMessage(level = INFO)
  @Message(
      id = 215,
      value =
          "The service attachment information has changed (version %d); %d watchers are notified")
  void attachmentChanged(int version, int watchers);

  @LogMessage(level = INFO)
  @Message(id = 216, value = "%s may not watch %s: %s")
  void refused(String impu, String content, String text);

  @LogMessage(level = WARN)
  @Message(id = 217, value = "The MCF did not answer the INVITE for %s within %d s")
  void noAnswer(String content, int seconds);

  @LogMessage(level = WARN)
  @Message(id = 218, value = "%s: a request could not be sent: %s")
  void sendFailed(String function, String cause);

  @LogMessage(level = WARN)
  @Message(id = 219, value = "The SCF ends a session of %s: %s")
  void sessionLost(String impu, String why);

  @LogMessage(level = ERROR)
  @Message(id = 220, value = "The Xa request %s failed and was answered with 500")
  void xaFailed(String request, @Cause Throwable cause);

  @LogMessage(level = INFO)
  @Message(id = 222, value = "The list of channels has %d entries")
  void channelsImported(int count);

  @LogMessage(level = WARN)
  @Message(id = 223, value = "%s %s; the channels stay as they are")
  void channelsRefused(Path file, String fault);

  @LogMessage(level = WARN)
  @Message(id = 221, value = "The configuration is wrong and the last good one stays: %s")
  void configurationWrong(String fault);
}
