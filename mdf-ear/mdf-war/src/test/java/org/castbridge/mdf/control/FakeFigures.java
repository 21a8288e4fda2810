/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.figures.DeliveryFigures;
import org.castbridge.mdf.rar.figures.MediaFigures;
import org.castbridge.mdf.rar.figures.SessionCapture;

/** Figures of nothing, and captures of sessions that send nothing. */
final class FakeFigures implements MediaFigures {
  private static final Map<String, SessionCapture> CAPTURES = new ConcurrentHashMap<>();
  private final Set<String> sessions;

  FakeFigures(Set<String> sessions) {
    this.sessions = sessions;
  }

  @Override
  public DeliveryFigures snapshot(int maxSessions) {
    return new DeliveryFigures(
        sessions.size(),
        true,
        0.5,
        Map.of(),
        Map.of(),
        new DeliveryFigures.Lateness(new int[] {1}, new long[] {1, 0}),
        List.of(),
        Math.max(0, sessions.size() - maxSessions),
        List.of());
  }

  @Override
  public SessionCapture capture(String session, Path file, long maxBytes)
      throws MediaException, IOException {
    requireSession(session);
    SessionCapture capture =
        new SessionCapture(
            file, maxBytes, new InetSocketAddress("127.0.0.1", 1), null, Instant.now(), 0);
    CAPTURES.put(session, capture);
    return capture;
  }

  @Override
  public SessionCapture stopCapture(String session) throws MediaException {
    requireSession(session);
    SessionCapture capture = CAPTURES.remove(session);
    if (capture != null) {
      capture.close();
    }
    return capture;
  }

  private void requireSession(String session) throws MediaException {
    if (!sessions.contains(session)) {
      throw new MediaException(MediaException.Kind.GONE, "gone");
    }
  }
}
