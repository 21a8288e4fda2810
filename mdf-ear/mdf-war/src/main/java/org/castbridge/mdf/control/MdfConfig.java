/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.castbridge.signalling.ims.TrustDomain;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Everything this WAR reads from the configuration; the keys are explained beside their defaults.
 */
@ApplicationScoped
public class MdfConfig {
  private final Config config;

  public MdfConfig() {
    this(ConfigProvider.getConfig());
  }

  MdfConfig(Config config) {
    this.config = config;
  }

  public String id() {
    return config.getValue("castbridge.mdf.id", String.class);
  }

  public String place() {
    return config.getValue("castbridge.mdf.place", String.class);
  }

  public Path contentDir() {
    return Path.of(config.getValue("castbridge.content.dir", String.class));
  }

  /** The file of channels. */
  public Path channelsFile() {
    return Path.of(config.getValue("castbridge.mdf.channels", String.class));
  }

  /** The folder of the channels' recorded pasts. */
  public Path timeShiftDir() {
    return Path.of(config.getValue("castbridge.mdf.time-shift.dir", String.class));
  }

  /** Largest request body, bytes. */
  public int maxBody() {
    return config.getValue("castbridge.mdf.max-body", Integer.class);
  }

  public int whepMaxSessions() {
    return config.getValue("castbridge.mdf.whep.max-sessions", Integer.class);
  }

  /** Origins that may use WHEP, or {@code *}. */
  public List<String> whepAllowedOrigins() {
    return list("castbridge.mdf.whep.allowed-origins");
  }

  /** URLs of ICE servers told to WHEP players. */
  public List<String> whepIceServers() {
    return list("castbridge.mdf.whep.ice-servers");
  }

  /** Whether Xp may be used from this address. */
  public boolean isTrustedPeer(String address) {
    return TrustDomain.of(list("castbridge.mdf.trusted-peers")).contains(address);
  }

  /** Whether metrics may be read from this address. */
  public boolean isMetricsPeer(String address) {
    return TrustDomain.of(list("castbridge.mdf.metrics.peers")).contains(address);
  }

  /** Most sessions that metrics show one by one. */
  public int metricsSessions() {
    return config.getValue("castbridge.mdf.metrics.sessions", Integer.class);
  }

  /** Where a packet capture ends by itself, bytes. */
  public long captureMaxBytes() {
    return config.getValue("castbridge.mdf.capture.megabytes", Integer.class) * 1_048_576L;
  }

  private List<String> list(String key) {
    String[] values = config.getOptionalValue(key, String[].class).orElse(new String[0]);
    return Arrays.stream(values).map(String::strip).filter(value -> !value.isEmpty()).toList();
  }
}
