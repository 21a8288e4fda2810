/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages of the Core IMS for its operator, CASTB0100 to CASTB0199. */
@MessageLogger(projectCode = "CASTB", length = 4)
public interface CoreLog extends BasicLogger {
  CoreLog LOG =
      Logger.getMessageLogger(
          java.lang.invoke.MethodHandles.lookup(), CoreLog.class, "org.castbridge.ims");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 100, value = "Core IMS for %s at %s, %d subscribers from %s")
  void started(String domain, String address, int subscribers, Object file);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 101,
      value = "The subscribers file %s is not used: %s. The subscribers known before stay.")
  void subscribersNotUsed(Object file, String fault);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 102, value = "Subscribers file %s read again: %d subscribers")
  void subscribersRead(Object file, int subscribers);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 103, value = "%s registered by %s for %d s")
  void registered(String identity, String impi, long seconds);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 104, value = "%s de-registered by %s")
  void deregistered(String identity, String impi);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 105, value = "The registration of %s has ended")
  void ended(String identity);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 106, value = "%s %s from %s refused with %d: %s")
  void refused(String method, String uri, Object source, int status, String why);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 107, value = "Application server %s did not take the registration of %s: %s")
  void thirdPartyFailed(String server, String identity, String what);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 108, value = "Application server failed with %d for %s %s; going on without it")
  void serverPassedOver(int status, String method, String uri);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 109, value = "%s %s could not be sent on: %s")
  void notSent(String method, String uri, String why);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 110, value = "%s %s could not be handled")
  void failed(String method, String uri, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 111, value = "The management bean of the Core IMS is not available: %s")
  void noManagementBean(String why);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 112, value = "Expired bindings and the subscribers file could not be looked after")
  void beatFailed(@Cause Throwable cause);
}
