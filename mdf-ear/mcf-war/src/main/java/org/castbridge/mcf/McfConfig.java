/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.castbridge.mcf.choice.MdfNode;
import org.castbridge.mcf.rtsp.RtspServer;
import org.castbridge.mcf.session.ControlledSession;
import org.castbridge.mcf.session.MediaControl;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.ims.ServiceIdentities;
import org.eclipse.microprofile.config.Config;

/**
 * The configuration of this application; its names and defaults are in {@code
 * microprofile-config.properties}. Every method throws {@link IllegalArgumentException} or {@link
 * java.util.NoSuchElementException} for a value that makes no sense.
 */
@ApplicationScoped
public class McfConfig {
  private static final Duration SET_UP = Duration.ofSeconds(60);
  private static final Duration ACKNOWLEDGE = Duration.ofSeconds(40);

  private Config config;

  protected McfConfig() {}

  @Inject
  public McfConfig(Config config) {
    this.config = config;
  }

  /** The address the RTSP server listens on and is told to users. */
  public String address() {
    return text("castbridge.address");
  }

  public int rtspPort() {
    return number("castbridge.rtsp.port");
  }

  /** Where we are reached and how patient we are. */
  public MediaControl.Settings settings() {
    String events = text("castbridge.mcf.events");
    return new MediaControl.Settings(
        address(),
        rtspPort(),
        events.endsWith("/") ? events : events + "/",
        new ControlledSession.Patience(
            SET_UP, ACKNOWLEDGE, seconds("castbridge.mcf.session-timeout")));
  }

  public RtspServer.Limits rtspLimits() {
    return new RtspServer.Limits(
        number("castbridge.mcf.rtsp.max-connections"), seconds("castbridge.mcf.rtsp.idle"));
  }

  /** The Media Delivery Functions to choose from. */
  public List<MdfNode> mdfs() {
    return MdfNode.parse(text("castbridge.mcf.mdfs"));
  }

  public Duration healthLifetime() {
    return millis("castbridge.mcf.health-lifetime");
  }

  public Duration lookupTimeout() {
    return millis("castbridge.mcf.lookup-timeout");
  }

  public Duration sessionTimeout() {
    return millis("castbridge.mcf.xp-timeout");
  }

  /** How films are named in SIP addresses. */
  public ServiceIdentities identities() {
    String name = text("castbridge.profile");
    IptvProfile profile =
        IptvProfile.of(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "castbridge.profile is etsi or oipf, not " + name));
    ServiceIdentities identities = ServiceIdentities.of(profile, text("castbridge.domain"));
    ServiceIdentities films =
        config
            .getOptionalValue("castbridge.psi.cod", String.class)
            .map(identities::withContentTemplate)
            .orElse(identities);
    return config
        .getOptionalValue("castbridge.psi.bc", String.class)
        .map(films::withBroadcastUser)
        .orElse(films);
  }

  private String text(String name) {
    return config.getValue(name, String.class).trim();
  }

  private int number(String name) {
    return config.getValue(name, Integer.class);
  }

  private Duration seconds(String name) {
    return positive(name, Duration.ofSeconds(number(name)));
  }

  private Duration millis(String name) {
    return positive(name, Duration.ofMillis(number(name)));
  }

  private static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive");
    }
    return value;
  }
}
