/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.restcomm.commons.statistics.reporter;

import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.TimeUnit;

/**
 * Reports nothing to nobody. The engine starts its reporter even with statistics switched off, and
 * the original then calls its maker once a day; this class has the signatures the engine is linked
 * to and opens no connection.
 */
public class RestcommStatsReporter {
  private static final RestcommStatsReporter INSTANCE = new RestcommStatsReporter();
  private static final MetricRegistry REGISTRY = new MetricRegistry();

  public static RestcommStatsReporter getRestcommStatsReporter() {
    return INSTANCE;
  }

  public static MetricRegistry getMetricRegistry() {
    return REGISTRY;
  }

  public void start(long period, TimeUnit unit) {}

  public void stop() {}

  public void setRemoteServer(String address) {}

  public void setProjectName(String name) {}

  public void setProjectType(String type) {}

  public void setVersion(String version) {}
}
