/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.ims.ServiceIdentities;

/**
 * The keys of {@code microprofile-config.properties}, typed. Each call reads the sources again, so
 * that what may change while running (see the file) is seen.
 */
public class IptvConfig {
  private static final int MAX_PORT = 65_535;

  private final Function<String, Optional<String>> values;

  /** For CDI's client proxies. */
  protected IptvConfig() {
    this(key -> Optional.empty());
  }

  /** A configuration over any source of values. */
  public IptvConfig(Function<String, Optional<String>> values) {
    this.values = values;
  }

  public String address() {
    return text("castbridge.address");
  }

  public String domain() {
    return text("castbridge.domain");
  }

  public String coreAddress() {
    return text("castbridge.core.address");
  }

  public int corePort() {
    return number("castbridge.core.port", 1, MAX_PORT);
  }

  /** Where application-originated initial requests go first. */
  public String coreRoute() {
    return "sip:" + coreAddress() + ":" + corePort() + ";transport=tcp;lr";
  }

  public IptvProfile profile() {
    String name = text("castbridge.profile");
    return IptvProfile.of(name)
        .orElseThrow(() -> wrong("castbridge.profile", "is neither etsi nor oipf: " + name));
  }

  /** The public service identities, the profile's own where none is configured. */
  public ServiceIdentities identities() {
    ServiceIdentities own = ServiceIdentities.of(profile(), domain());
    try {
      return new ServiceIdentities(
          domain(),
          optional("castbridge.psi.sdf").orElse(own.discoveryUser()),
          optional("castbridge.psi.mcf").orElse(own.mediaControlUser()),
          optional("castbridge.psi.bc").orElse(own.broadcastUser()),
          optional("castbridge.psi.cod").orElse(own.contentTemplate()));
    } catch (IllegalArgumentException e) {
      throw wrong("castbridge.psi.cod", e.getMessage());
    }
  }

  public Path contentDir() {
    return Path.of(text("castbridge.content.dir"));
  }

  /** The operator's list of channels. */
  public Path channelsFile() {
    return Path.of(text("castbridge.ssf.channels"));
  }

  public String providerDomain() {
    return text("castbridge.sdf.provider.domain");
  }

  public String providerName() {
    return text("castbridge.sdf.provider.name");
  }

  public int sdfExpiresDefault() {
    return number("castbridge.sdf.expires.default", 1, Integer.MAX_VALUE);
  }

  public int sdfExpiresMin() {
    return number("castbridge.sdf.expires.min", 1, Integer.MAX_VALUE);
  }

  public int sdfExpiresMax() {
    return number("castbridge.sdf.expires.max", 1, Integer.MAX_VALUE);
  }

  public int sdfRegistrationGraceMillis() {
    return number("castbridge.sdf.registration-grace", 0, 30_000);
  }

  /** Where the SSF is reached, ending in a slash. */
  public String ssfLocation() {
    String location = text("castbridge.ssf.location");
    try {
      URI uri = new URI(location);
      if (uri.isAbsolute() && uri.getHost() != null) {
        return location.endsWith("/") ? location : location + "/";
      }
    } catch (URISyntaxException e) {
      throw wrong("castbridge.ssf.location", "is not a URI: " + e.getMessage());
    }
    throw wrong("castbridge.ssf.location", "is not an absolute URI: " + location);
  }

  public Set<String> ssfTrustedPeers() {
    return Arrays.stream(text("castbridge.ssf.trusted-peers").split(","))
        .map(String::trim)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  public int ssfScanIntervalMillis() {
    return number("castbridge.ssf.scan-interval", 100, 3_600_000);
  }

  public boolean demoUsers() {
    return Boolean.parseBoolean(text("castbridge.ssf.demo-users"));
  }

  public int scfNoAnswerSeconds() {
    return number("castbridge.scf.no-answer", 1, 600);
  }

  public int scfAuditMinutes() {
    return number("castbridge.scf.audit", 1, 1440);
  }

  private Optional<String> optional(String key) {
    return values.apply(key).map(String::trim).filter(s -> !s.isEmpty());
  }

  private String text(String key) {
    return optional(key).orElseThrow(() -> wrong(key, "is not set"));
  }

  private int number(String key, int min, int max) {
    String text = text(key);
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(key, "is not a number: " + text);
    }
    throw wrong(key, "must be from " + min + " to " + max + ": " + text);
  }

  private static ConfigurationException wrong(String key, String what) {
    return new ConfigurationException(key + " " + what);
  }
}
