/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.castbridge.ims.CoreSettings;
import org.castbridge.ims.registrar.Registrar;
import org.castbridge.ims.routing.SessionRouter;
import org.castbridge.ims.routing.TrustedPeers;
import org.castbridge.signalling.ims.DigestAlgorithm;
import org.eclipse.microprofile.config.Config;

/**
 * The configuration of this application; its names and defaults are in {@code
 * microprofile-config.properties}.
 */
@ApplicationScoped
public class CoreConfig {
  private Config config;

  protected CoreConfig() {}

  @Inject
  public CoreConfig(Config config) {
    this.config = config;
  }

  /**
   * @throws IllegalArgumentException naming a value that makes no sense
   */
  public CoreSettings settings() {
    return new CoreSettings(
        new SessionRouter.Home(
            text("castbridge.domain").toLowerCase(Locale.ROOT),
            text("castbridge.core.address"),
            number("castbridge.core.port")),
        TrustedPeers.parse(text("castbridge.ims.trusted-peers")),
        new Registrar.Limits(
            number("castbridge.ims.default-expires"),
            number("castbridge.ims.min-expires"),
            number("castbridge.ims.max-expires"),
            number("castbridge.ims.max-bindings")),
        algorithms(),
        Duration.ofSeconds(number("castbridge.ims.nonce-lifetime")),
        number("castbridge.ims.nonce-capacity"));
  }

  public Path subscribers() {
    return Path.of(text("castbridge.ims.subscribers"));
  }

  /** Seconds an application server has for its first answer. */
  public int serverTimeout() {
    return number("castbridge.ims.as-timeout");
  }

  /** Value of any configuration name, for expressions in the subscribers file. */
  public Optional<String> lookup(String name) {
    return config.getOptionalValue(name, String.class);
  }

  /** Minutes a dialogue may last without a word. */
  public int sessionMinutes() {
    return number("castbridge.ims.session-minutes");
  }

  private List<DigestAlgorithm> algorithms() {
    List<DigestAlgorithm> algorithms = new ArrayList<>();
    for (String token : text("castbridge.ims.digest-algorithms").split("[,\\s]+")) {
      algorithms.add(
          DigestAlgorithm.of(token)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "castbridge.ims.digest-algorithms: not MD5 or SHA-256: " + token)));
    }
    return algorithms;
  }

  private String text(String name) {
    return config.getValue(name, String.class);
  }

  private int number(String name) {
    return config.getValue(name, Integer.class);
  }
}
