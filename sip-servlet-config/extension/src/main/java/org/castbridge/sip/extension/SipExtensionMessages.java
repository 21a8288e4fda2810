/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension;

import org.jboss.as.server.deployment.DeploymentUnitProcessingException;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the operator reads about SIP deployments. Numbers 50 to 99. */
@MessageLogger(projectCode = "CASTB", length = 4)
public interface SipExtensionMessages extends BasicLogger {
  SipExtensionMessages LOG =
      Logger.getMessageLogger(
          java.lang.invoke.MethodHandles.lookup(),
          SipExtensionMessages.class,
          SipExtensionMessages.class.getPackageName());

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 50, value = "%s holds SIP application %s, servlets %s")
  void detected(String deployment, String application, Object servlets);

  @Message(id = 51, value = "%s: %s cannot be read")
  DeploymentUnitProcessingException unreadable(
      String deployment, String file, @Cause Throwable cause);

  @Message(id = 52, value = "%s: %s")
  DeploymentUnitProcessingException invalid(
      String deployment, String reason, @Cause Throwable cause);

  @Message(id = 53, value = "%s needs the undertow subsystem, which is not there")
  DeploymentUnitProcessingException noWebContainer(String deployment);

  @Message(id = 54, value = "%s is not available: SIP application %s is not started")
  IllegalStateException notStarted(String type, String application);

  @Message(
      id = 55,
      value = "%s can be injected only into the classes of a WAR with a SIP application")
  IllegalStateException notSip(String type);
}
