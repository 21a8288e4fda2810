/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.figures.CaptureFiles;
import org.castbridge.mdf.rar.figures.DeliveryFigures;
import org.castbridge.mdf.rar.figures.MediaFigures;
import org.castbridge.mdf.rar.figures.SessionCapture;
import org.castbridge.mdf.rar.net.DeliveryCounters;
import org.castbridge.mdf.rar.net.DropReason;
import org.castbridge.mdf.rar.net.MediaDelivery;

/** The figures of the running media delivery; zeros while there is none. */
final class ManagementBean implements MediaDeliveryMXBean {
  private static final int MAX_SESSIONS = 1_000;
  private static final int MAX_MEGABYTES = 1_024;

  private final MediaResourceAdapter adapter;

  ManagementBean(MediaResourceAdapter adapter) {
    this.adapter = adapter;
  }

  /** Puts it into the platform's MBean server; media goes on without it when that fails. */
  static ManagementBean register(MediaResourceAdapter adapter) {
    ManagementBean bean = new ManagementBean(adapter);
    try {
      ManagementFactory.getPlatformMBeanServer().registerMBean(bean, new ObjectName(NAME));
    } catch (JMException e) {
      JcaLog.LOG.noManagementBean(NAME, e);
    }
    return bean;
  }

  void unregister() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
    } catch (JMException e) {
      JcaLog.LOG.noManagementBean(NAME, e);
    }
  }

  private <T> T get(Function<MediaDelivery, T> value, T otherwise) {
    MediaDelivery delivery = adapter.delivery();
    return delivery == null ? otherwise : value.apply(delivery);
  }

  private long count(ToLongFunction<DeliveryCounters> counter) {
    return get(d -> counter.applyAsLong(d.counters()), 0L);
  }

  @Override
  public int getSessions() {
    return get(d -> d.load().sessions(), 0);
  }

  @Override
  public boolean isAccepting() {
    return get(d -> d.load().accepting(), false);
  }

  @Override
  public double getLoad() {
    return get(d -> d.load().load(), 0.0);
  }

  @Override
  public long getSessionsCreated() {
    return count(DeliveryCounters::sessionsCreated);
  }

  @Override
  public long getSessionsRefused() {
    return count(DeliveryCounters::sessionsRefused);
  }

  @Override
  public long getSessionsFailed() {
    return count(DeliveryCounters::sessionsFailed);
  }

  @Override
  public long getHandshakes() {
    return count(DeliveryCounters::handshakes);
  }

  @Override
  public long getHandshakesFailed() {
    return count(DeliveryCounters::handshakesFailed);
  }

  @Override
  public long getDatagramsIn() {
    return count(DeliveryCounters::datagramsIn);
  }

  @Override
  public long getBytesIn() {
    return count(DeliveryCounters::bytesIn);
  }

  @Override
  public long getDatagramsOut() {
    return count(DeliveryCounters::datagramsOut);
  }

  @Override
  public long getBytesOut() {
    return count(DeliveryCounters::bytesOut);
  }

  @Override
  public long getSends() {
    return count(DeliveryCounters::sends);
  }

  @Override
  public long getStunAnswered() {
    return count(DeliveryCounters::stunAnswered);
  }

  @Override
  public long getEventsLost() {
    return count(DeliveryCounters::eventsLost);
  }

  @Override
  public Map<String, Long> getDropped() {
    Map<String, Long> dropped = new LinkedHashMap<>();
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason.name(), count(c -> c.dropped(reason)));
    }
    return dropped;
  }

  @Override
  public int getLatenessP99Millis() {
    return get(MediaDelivery::latenessP99Millis, 0);
  }

  @Override
  public Map<String, Map<String, String>> getSessionTable() {
    return FigureTables.sessions(snapshot());
  }

  @Override
  public Map<String, Map<String, Long>> getChannelTable() {
    return FigureTables.channels(snapshot());
  }

  private DeliveryFigures snapshot() {
    try {
      return figures().snapshot(MAX_SESSIONS);
    } catch (MediaException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private MediaFigures figures() {
    MediaDelivery delivery = adapter.delivery();
    if (delivery == null) {
      throw new IllegalStateException("the media delivery does not run");
    }
    return delivery.figures();
  }

  @Override
  public String startCapture(String session, int megabytes) {
    if (megabytes < 1 || megabytes > MAX_MEGABYTES) {
      throw new IllegalArgumentException("between 1 and " + MAX_MEGABYTES + " megabytes, please");
    }
    try {
      Path file = CaptureFiles.next(session);
      return figures().capture(session, file, (long) megabytes << 20).file().toString();
    } catch (MediaException | IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public String stopCapture(String session) {
    try {
      SessionCapture capture = figures().stopCapture(session);
      return capture == null ? null : capture.file().toString();
    } catch (MediaException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public String getTransport() {
    return get(MediaDelivery::transport, "");
  }

  @Override
  public String getMediaAddresses() {
    return get(
        d ->
            d.mediaAddresses().stream()
                .map(InetSocketAddress::toString)
                .collect(Collectors.joining(", ")),
        "");
  }

  @Override
  public String getStunAddress() {
    return get(d -> String.valueOf(d.stunAddress()), "");
  }
}
