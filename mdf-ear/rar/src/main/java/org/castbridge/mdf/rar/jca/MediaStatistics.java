/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.castbridge.mdf.rar.net.DropReason;
import org.jboss.jca.core.spi.statistics.StatisticsPlugin;

/**
 * The figures for WildFly's management model: IronJacamar asks a resource adapter for this plugin,
 * and WildFly shows it as {@code statistics=extended} under the deployed adapter.
 */
final class MediaStatistics implements StatisticsPlugin {
  private static final long serialVersionUID = 1L;

  /** A figure with its description. */
  private record Figure(String description, ToLongFunction<MediaDeliveryMXBean> value) {}

  private static final Map<String, Figure> FIGURES = figures();

  private final transient MediaDeliveryMXBean bean;

  MediaStatistics(MediaResourceAdapter adapter) {
    bean = new ManagementBean(adapter);
  }

  private static Map<String, Figure> figures() {
    Map<String, Figure> f = new LinkedHashMap<>();
    f.put("Sessions", new Figure("Viewers' sessions alive", MediaDeliveryMXBean::getSessions));
    f.put("SessionsCreated", new Figure("Sessions made", MediaDeliveryMXBean::getSessionsCreated));
    f.put(
        "SessionsRefused", new Figure("Sessions refused", MediaDeliveryMXBean::getSessionsRefused));
    f.put(
        "SessionsFailed",
        new Figure("Sessions that failed", MediaDeliveryMXBean::getSessionsFailed));
    f.put(
        "Handshakes", new Figure("DTLS handshakes completed", MediaDeliveryMXBean::getHandshakes));
    f.put(
        "HandshakesFailed",
        new Figure("DTLS handshakes failed", MediaDeliveryMXBean::getHandshakesFailed));
    f.put("DatagramsIn", new Figure("Datagrams received", MediaDeliveryMXBean::getDatagramsIn));
    f.put("BytesIn", new Figure("Bytes received", MediaDeliveryMXBean::getBytesIn));
    f.put("DatagramsOut", new Figure("Datagrams sent", MediaDeliveryMXBean::getDatagramsOut));
    f.put("BytesOut", new Figure("Bytes sent", MediaDeliveryMXBean::getBytesOut));
    f.put("Sends", new Figure("Messages handed to the system", MediaDeliveryMXBean::getSends));
    f.put(
        "StunAnswered",
        new Figure("Requests the STUN server answered", MediaDeliveryMXBean::getStunAnswered));
    f.put(
        "EventsLost",
        new Figure("Session events without a listener", MediaDeliveryMXBean::getEventsLost));
    f.put(
        "LatenessP99Millis",
        new Figure("Lateness of sending, 99th percentile, ms", b -> b.getLatenessP99Millis()));
    for (DropReason reason : DropReason.values()) {
      f.put(
          "Dropped" + camel(reason),
          new Figure("Datagrams dropped: " + reason, b -> b.getDropped().get(reason.name())));
    }
    return Collections.unmodifiableMap(f);
  }

  private static String camel(DropReason reason) {
    StringBuilder s = new StringBuilder();
    for (String word : reason.name().split("_", -1)) {
      s.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return s.toString();
  }

  @Override
  public Set<String> getNames() {
    return FIGURES.keySet();
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface's
  public Class getType(String name) {
    return long.class;
  }

  @Override
  public String getDescription(String name) {
    return FIGURES.get(name).description();
  }

  @Override
  public String getDescription(String name, Locale locale) {
    return getDescription(name);
  }

  @Override
  public Object getValue(String name) {
    return FIGURES.get(name).value().applyAsLong(bean);
  }

  /** Counting costs next to nothing, so it is never off. */
  @Override
  public boolean isEnabled() {
    return true;
  }

  @Override
  public void setEnabled(boolean enabled) {
    // always on
  }

  @Override
  public void clear() {
    // counters of a running server never go back; who wants differences, subtracts
  }
}
