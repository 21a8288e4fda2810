/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.figures;

import java.io.IOException;
import java.nio.file.Path;
import org.castbridge.mdf.rar.MediaException;

/** Looks into the running media delivery. May be used from any thread. */
public interface MediaFigures {
  /**
   * All there is to see now.
   *
   * @param maxSessions at most so many sessions one by one
   * @throws MediaException of kind UNAVAILABLE
   */
  DeliveryFigures snapshot(int maxSessions) throws MediaException;

  /**
   * Begins to capture a session's RTP and RTCP in the clear; one that runs already is ended.
   *
   * @param file is made; must not exist
   * @param maxBytes where the capture ends by itself
   * @throws MediaException of kind GONE or UNAVAILABLE
   * @throws IOException when the file cannot be made
   */
  SessionCapture capture(String session, Path file, long maxBytes)
      throws MediaException, IOException;

  /**
   * Ends it.
   *
   * @return the capture, whose file is complete a moment later; null if none ran
   * @throws MediaException of kind GONE or UNAVAILABLE
   */
  SessionCapture stopCapture(String session) throws MediaException;
}
