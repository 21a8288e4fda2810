/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.lang.invoke.MethodHandles;
import java.net.SocketAddress;
import org.castbridge.mdf.rar.SessionEvent;
import org.castbridge.media.dtls.DtlsException;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the media delivery tells its operator: CASTB0500 to CASTB0519. */
@MessageLogger(projectCode = "CASTB", length = 4)
interface NetLog extends BasicLogger {
  NetLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), NetLog.class, "org.castbridge.mdf");

  @LogMessage(level = Logger.Level.INFO)
  @Message(
      id = 500,
      value =
          "Media delivery on UDP %s (%s), AES-GCM by %s, STUN server on %s, %d sessions at most")
  void started(
      String mediaAddresses,
      String transport,
      String gcmProvider,
      String stunAddress,
      int maxSessions);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 501, value = "Media delivery stopped")
  void stopped();

  @LogMessage(level = Logger.Level.DEBUG)
  @Message(id = 502, value = "Session %s: %s, %s")
  void sessionEvent(String id, SessionEvent.Kind kind, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 503, value = "Session %s: DTLS handshake failed (%s): %s")
  void handshakeFailed(String id, DtlsException.Kind kind, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 504,
      value = "No UDP segmentation offload on %s any more, sending costs more from now on: %s")
  void segmentationGivenUp(SocketAddress local, String reason);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 515, value = "Encoder %s: %s, %s")
  void publisherEvent(String id, String kind, String reason);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 505, value = "Unexpected failure on a media event loop")
  void loopFailure(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 506, value = "Not everything of the media delivery stopped within %d s")
  void stoppingTookTooLong(int seconds);
}
