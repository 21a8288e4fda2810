/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.castbridge.iptv.config.IptvConfig;
import org.castbridge.iptv.data.Catalogue;
import org.castbridge.iptv.sip.Answers;
import org.castbridge.iptv.sip.CoreTrust;
import org.castbridge.iptv.sip.SipTools;

/**
 * Puts the SCF together from configuration and data; {@link #start} gives it the container's
 * services.
 */
@ApplicationScoped
public class ScfBean {
  private IptvConfig config;
  private Catalogue catalogue;
  private volatile ScfFunction function;

  /** For CDI's client proxies. */
  protected ScfBean() {}

  @Inject
  ScfBean(IptvConfig config, Catalogue catalogue) {
    this.config = config;
    this.catalogue = catalogue;
  }

  /** Makes the function; a second call changes nothing. */
  public synchronized ScfFunction start(SipTools tools) {
    if (function == null) {
      function =
          new ScfFunction(
              tools,
              catalogue,
              config.identities(),
              new ScfSettings(
                  config.coreRoute(),
                  config.scfNoAnswerSeconds(),
                  config.scfAuditMinutes(),
                  config.providerDomain()),
              new CoreTrust(config.coreAddress()),
              new Answers(config.domain()),
              InstantSource.system());
    }
    return function;
  }

  /** The function; null before {@link #start}. */
  public ScfFunction function() {
    return function;
  }
}
