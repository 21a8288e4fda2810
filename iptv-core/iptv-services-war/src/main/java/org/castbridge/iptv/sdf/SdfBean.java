/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sdf;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.castbridge.iptv.config.IptvConfig;
import org.castbridge.iptv.sip.Answers;
import org.castbridge.iptv.sip.CoreTrust;
import org.castbridge.iptv.sip.SipTools;

/** Puts the SDF together from configuration; {@link #start} gives it the container's services. */
@ApplicationScoped
public class SdfBean {
  private IptvConfig config;
  private AttachmentInformation information;
  private volatile SdfFunction function;

  /** For CDI's client proxies. */
  protected SdfBean() {}

  @Inject
  SdfBean(IptvConfig config) {
    this.config = config;
    this.information = new AttachmentInformation(config);
  }

  /** Makes the function; a second call changes nothing. */
  public synchronized SdfFunction start(SipTools tools) {
    if (function == null) {
      SubscriptionPolicy policy =
          new SubscriptionPolicy(
              config.profile(),
              config.identities().discoveryUser(),
              config.domain(),
              config.sdfExpiresDefault(),
              config.sdfExpiresMin(),
              config.sdfExpiresMax());
      function =
          new SdfFunction(
              tools,
              policy,
              information::current,
              new CoreTrust(config.coreAddress()),
              new Answers(config.domain()),
              config.sdfRegistrationGraceMillis(),
              InstantSource.system());
    }
    return function;
  }

  /** The function; null before {@link #start}. */
  public SdfFunction function() {
    return function;
  }

  public AttachmentInformation information() {
    return information;
  }
}
