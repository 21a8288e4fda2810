/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.servlet.sip.SipServletRequest;
import org.castbridge.iptv.log.IptvLogger;
import org.castbridge.signalling.ims.TrustDomain;

/**
 * Only the core may assert identities and tell registrations (RFC 3325; TS 24.229 clause 5.7.1.4):
 * a request counts as the core's if it comes from its address.
 */
public final class CoreTrust {
  private final String core;
  private final TrustDomain domain;

  /**
   * @param core name or address of the core
   */
  public CoreTrust(String core) {
    this.core = core;
    this.domain = TrustDomain.of(List.of(core));
  }

  /** Whether the request has come from the core; if not, the operator is told. */
  public boolean trusts(SipServletRequest request) {
    boolean trusted = isCore(request.getRemoteAddr());
    if (!trusted) {
      IptvLogger.LOG.notFromCore(request.getMethod(), request.getRemoteAddr(), core);
    }
    return trusted;
  }

  /** Whether this peer address is one of the core's. */
  boolean isCore(String peer) {
    return domain.contains(peer);
  }

  /** The asserted public user identity; the first one that is a SIP URI, else the first. */
  public Optional<String> assertedIdentity(SipServletRequest request) {
    Optional<String> first = Optional.empty();
    for (Iterator<String> i = request.getHeaders("P-Asserted-Identity"); i.hasNext(); ) {
      Optional<String> impu = Impu.of(i.next());
      if (impu.isPresent() && impu.get().startsWith("sip:")) {
        return impu;
      }
      first = first.or(() -> impu);
    }
    return first;
  }
}
