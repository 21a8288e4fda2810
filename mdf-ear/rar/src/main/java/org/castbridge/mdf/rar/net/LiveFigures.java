/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.castbridge.mdf.rar.ChannelHandle;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaException.Kind;
import org.castbridge.mdf.rar.MediaLoad;
import org.castbridge.mdf.rar.figures.ChannelFigures;
import org.castbridge.mdf.rar.figures.DeliveryFigures;
import org.castbridge.mdf.rar.figures.MediaFigures;
import org.castbridge.mdf.rar.figures.SessionCapture;
import org.castbridge.mdf.rar.figures.SessionFigures;
import org.castbridge.media.playout.Programme;

/** Asks the event loops. Each is asked once a snapshot, for all its sessions. */
final class LiveFigures implements MediaFigures {
  private final MediaDelivery delivery;
  private final List<MediaPort> ports;

  LiveFigures(MediaDelivery delivery, List<MediaPort> ports) {
    this.delivery = delivery;
    this.ports = ports;
  }

  @Override
  public DeliveryFigures snapshot(int maxSessions) throws MediaException {
    List<SessionFigures> sessions = new ArrayList<>();
    Map<String, Integer> watched = new LinkedHashMap<>();
    int all = 0;
    for (MediaPort port : ports) {
      int room = maxSessions - sessions.size();
      PortFigures part = LocalSessionHandle.await(port, () -> look(port, room));
      sessions.addAll(part.sessions());
      part.watched().forEach((channel, viewers) -> watched.merge(channel, viewers, Integer::sum));
      all += part.all();
    }
    MediaLoad load = delivery.load();
    return new DeliveryFigures(
        load.sessions(),
        load.accepting(),
        load.load(),
        totals(delivery.counters()),
        dropped(delivery.counters()),
        new DeliveryFigures.Lateness(MediaDelivery.latenessBounds(), delivery.latenessHistogram()),
        sessions,
        all - sessions.size(),
        channels(watched));
  }

  private record PortFigures(
      List<SessionFigures> sessions, Map<String, Integer> watched, int all) {}

  /** On the loop. */
  private static PortFigures look(MediaPort port, int room) {
    long now = port.now();
    List<SessionFigures> sessions = new ArrayList<>();
    Map<String, Integer> watched = new LinkedHashMap<>();
    int all = 0;
    for (Viewer viewer : port.viewers()) {
      all++;
      if (sessions.size() < room) {
        sessions.add(viewer.figures(now));
      }
      if (viewer.session.programme() instanceof Programme.Live live) {
        watched.merge(live.channel().id(), 1, Integer::sum);
      }
    }
    return new PortFigures(sessions, watched, all);
  }

  /** Every channel, whether it is watched or not. */
  private List<ChannelFigures> channels(Map<String, Integer> watched) throws MediaException {
    List<ChannelFigures> channels = new ArrayList<>();
    for (ChannelHandle channel : delivery.channels().all()) {
      int viewers = watched.getOrDefault(channel.id(), 0);
      channels.add(new ChannelFigures(channel.id(), viewers, channel.status().counters()));
    }
    return channels;
  }

  private static Map<String, Long> totals(DeliveryCounters c) {
    Map<String, Long> totals = new LinkedHashMap<>();
    totals.put("sessionsCreated", c.sessionsCreated());
    totals.put("sessionsRefused", c.sessionsRefused());
    totals.put("sessionsFailed", c.sessionsFailed());
    totals.put("sessionEventsLost", c.eventsLost());
    totals.put("handshakes", c.handshakes());
    totals.put("handshakesFailed", c.handshakesFailed());
    totals.put("datagramsReceived", c.datagramsIn());
    totals.put("receivedBytes", c.bytesIn());
    totals.put("datagramsSent", c.datagramsOut());
    totals.put("sentBytes", c.bytesOut());
    totals.put("sends", c.sends());
    totals.put("stunAnswered", c.stunAnswered());
    return totals;
  }

  private static Map<String, Long> dropped(DeliveryCounters c) {
    Map<String, Long> dropped = new LinkedHashMap<>();
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason.name(), c.dropped(reason));
    }
    return dropped;
  }

  @Override
  public SessionCapture capture(String session, Path file, long maxBytes)
      throws MediaException, IOException {
    for (MediaPort port : ports) {
      Viewer viewer = LocalSessionHandle.await(port, () -> find(port, session));
      if (viewer != null) {
        // the file is opened here and not on the loop
        SessionCapture capture =
            new SessionCapture(
                file, maxBytes, port.localAddress(), viewer.answer, Instant.now(), port.now());
        return LocalSessionHandle.await(port, () -> begin(viewer, capture));
      }
    }
    throw gone();
  }

  private static SessionCapture begin(Viewer viewer, SessionCapture capture) throws MediaException {
    if (viewer.over()) {
      capture.close();
      throw gone();
    }
    viewer.capture(capture);
    return capture;
  }

  @Override
  public SessionCapture stopCapture(String session) throws MediaException {
    for (MediaPort port : ports) {
      Viewer viewer = LocalSessionHandle.await(port, () -> find(port, session));
      if (viewer != null) {
        return LocalSessionHandle.await(port, () -> viewer.capture(null));
      }
    }
    throw gone();
  }

  private static Viewer find(MediaPort port, String session) {
    return port.viewers().stream().filter(v -> v.id.equals(session)).findFirst().orElse(null);
  }

  private static MediaException gone() {
    return new MediaException(Kind.GONE, "there is no such session, or it has ended");
  }
}
