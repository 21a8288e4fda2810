/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.castbridge.mdf.rar.net.DeliveryCounters;
import org.castbridge.mdf.rar.net.DropReason;
import org.castbridge.mdf.rar.net.MediaDelivery;

/** The figures of the running media delivery; zeros while there is none. */
final class ManagementBean implements MediaDeliveryMXBean {
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
