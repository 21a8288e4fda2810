/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.castbridge.sgw.control.Settings;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.ims.ServiceIdentities;
import org.eclipse.microprofile.config.Config;

/** The gateway's configuration; META-INF/microprofile-config.properties says what each key is. */
@ApplicationScoped
public class GatewayConfig {
  private final Config config;

  /** For the proxy of the scope. */
  protected GatewayConfig() {
    this(null);
  }

  /** Reads from there. */
  @Inject
  public GatewayConfig(Config config) {
    this.config = config;
  }

  /** What the control engine needs. */
  public Settings settings() {
    return new Settings(
        domain(),
        address(),
        number("castbridge.sgw.register-expires"),
        number("castbridge.sgw.subscribe-expires"),
        number("castbridge.sgw.max-sessions-per-user"),
        duration("castbridge.sgw.idle-timeout"),
        duration("castbridge.sgw.open-timeout"),
        duration("castbridge.sgw.request-timeout"),
        number("castbridge.sgw.video-kbps"),
        number("castbridge.sgw.audio-kbps"),
        text("castbridge.sgw.ssf-location"));
  }

  /** Home domain, lower case. */
  public String domain() {
    return text("castbridge.domain").toLowerCase(Locale.ROOT);
  }

  /** Own signalling address. */
  public String address() {
    return text("castbridge.address");
  }

  /** Own SIP port. */
  public int sipPort() {
    return number("castbridge.sip.port");
  }

  /** udp, tcp or tls. */
  public String sipTransport() {
    return text("castbridge.sgw.transport");
  }

  /** SIP URI of the outbound proxy. */
  public String route() {
    return text("castbridge.sgw.route");
  }

  /** P-Access-Network-Info, or empty. */
  public String accessNetwork() {
    return text("castbridge.sgw.access-network");
  }

  /** etsi or oipf. */
  public IptvProfile profile() {
    String name = text("castbridge.profile");
    return IptvProfile.of(name)
        .orElseThrow(() -> new IllegalArgumentException("castbridge.profile: " + name));
  }

  /** Public service identities of the films and of television. */
  public ServiceIdentities identities() {
    ServiceIdentities identities = ServiceIdentities.of(profile(), domain());
    String template = text("castbridge.psi.cod");
    ServiceIdentities films =
        template.isEmpty() ? identities : identities.withContentTemplate(template);
    String television = text("castbridge.psi.bc");
    return television.isEmpty() ? films : films.withBroadcastUser(television);
  }

  /** SIP URI of the SDF. */
  public String discoveryUri() {
    String configured = text("castbridge.psi.sdf");
    if (configured.isEmpty()) {
      return identities().discoveryUri();
    }
    return configured.startsWith("sip:") ? configured : "sip:" + configured + "@" + domain();
  }

  /** Web origins besides our own. */
  public List<String> allowedOrigins() {
    return list("castbridge.sgw.allowed-origins");
  }

  /** STUN URIs (RFC 7064) the browsers are told of. */
  public List<String> stunServers() {
    return list("castbridge.sgw.stun-servers");
  }

  /** W2 connections at one time. */
  public int maxUsers() {
    return number("castbridge.sgw.max-users");
  }

  /** How long a request on Xa may take. */
  public Duration xaTimeout() {
    return duration("castbridge.sgw.xa-timeout");
  }

  /** Kept catalogues. */
  public int catalogueCache() {
    return number("castbridge.sgw.catalogue-cache");
  }

  /** Base URI of an SSF for posters before any discovery: the configured one, or our own server. */
  public String posterLocation() {
    String configured = text("castbridge.sgw.ssf-location");
    return configured.isEmpty()
        ? "http://" + address() + ":" + number("castbridge.http.port") + "/iptv/ssf/"
        : configured;
  }

  private List<String> list(String key) {
    return List.of(text(key).split("[,\\s]+", -1)).stream()
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private Duration duration(String key) {
    return Duration.parse(text(key));
  }

  private int number(String key) {
    return Integer.parseInt(text(key));
  }

  private String text(String key) {
    Optional<String> value = config.getOptionalValue(key, String.class); // empty when blank
    return value.orElse("").trim();
  }
}
