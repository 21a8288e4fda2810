/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.ssf;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.castbridge.iptv.config.IptvConfig;
import org.castbridge.iptv.data.Catalogue;

/** Puts the SSF together from configuration and data. */
@ApplicationScoped
public class SsfBean {
  private XaHandler handler;

  /** For CDI's client proxies. */
  protected SsfBean() {}

  @Inject
  SsfBean(IptvConfig config, Catalogue catalogue) {
    this.handler =
        new XaHandler(
            catalogue,
            new Posters(config.contentDir()),
            config.ssfTrustedPeers(),
            config.providerDomain());
  }

  XaHandler handler() {
    return handler;
  }
}
