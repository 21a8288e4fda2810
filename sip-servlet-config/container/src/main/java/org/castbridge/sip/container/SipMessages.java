/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/**
 * What the operator reads about the SIP container. Numbers 1 to 49 are the container's, 50 to 99
 * the extension's.
 */
@MessageLogger(projectCode = "CASTB", length = 4)
public interface SipMessages extends BasicLogger {
  SipMessages LOG =
      Logger.getMessageLogger(
          java.lang.invoke.MethodHandles.lookup(),
          SipMessages.class,
          SipMessages.class.getPackageName());

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1, value = "SIP container started: %s")
  void started(String connectors);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2, value = "SIP container stopped")
  void stopped();

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3, value = "SIP application %s is ready, servlets %s")
  void applicationReady(String application, Object servlets);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 4, value = "SIP application %s is gone")
  void applicationGone(String application);

  @Message(id = 5, value = "SIP connector %s cannot listen on %s:%d/%s: %s")
  SipContainerException cannotListen(
      String name, String host, int port, String protocol, String reason, @Cause Throwable cause);

  @Message(id = 6, value = "The SIP stack cannot be started: %s")
  SipContainerException cannotStart(String reason, @Cause Throwable cause);

  @Message(id = 7, value = "SIP application %s: class %s cannot be loaded or is not a %s")
  SipContainerException badClass(
      String application, String className, String kind, @Cause Throwable cause);

  @Message(id = 8, value = "SIP application %s: main servlet %s is none of %s")
  SipContainerException unknownMainServlet(String application, String mainServlet, Object servlets);

  @Message(id = 9, value = "SIP application %s is already deployed")
  SipContainerException alreadyDeployed(String application);

  @Message(id = 10, value = "%s: line %d: %s")
  SipContainerException badDescriptor(String file, int line, String reason, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.DEBUG)
  @Message(id = 11, value = "%s %s from %s refused with %d: %s")
  void refused(String method, Object requestUri, Object peer, int status, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 12, value = "A refusal of a SIP request from %s could not be sent: %s")
  void refusalNotSent(Object peer, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 13, value = "SIP application %s: %s failed while stopping")
  void stopFailed(String application, String what, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 14, value = "SIP application %s: listener %s failed")
  void listenerFailed(String application, String listener, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 15,
      value =
          "%d application session(s) were still locked when a SIP message was done with; unlocked")
  void locksLeft(int count);

  @Message(id = 16, value = "%s is no IP address or address/prefix-length")
  IllegalArgumentException badPeer(String text);

  @Message(id = 17, value = "SIP application %s: more than one TimerListener (%s)")
  SipContainerException severalTimerListeners(String application, Object classes);
}
