/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.time.Duration;

/**
 * What the control engine has to know of the configuration.
 *
 * @param domain the home domain; REGISTER goes to sip:domain
 * @param address our own signalling address, for the Xc section of the offer
 * @param registerExpires seconds asked for
 * @param subscribeExpires seconds asked for
 * @param maxSessions film sessions of one user
 * @param idleTimeout a W2 connection without a message for so long is closed
 * @param openTimeout how long an INVITE may take
 * @param requestTimeout how long an Xc request, a discovery or a tear-down may take
 * @param videoKbps b=AS of video in the offer (3GPP TS 24.229 clause 6.1.1)
 * @param audioKbps b=AS of audio in the offer
 * @param fixedLocation an SSF to use when the SDF names none; empty for none
 */
public record Settings(
    String domain,
    String address,
    int registerExpires,
    int subscribeExpires,
    int maxSessions,
    Duration idleTimeout,
    Duration openTimeout,
    Duration requestTimeout,
    int videoKbps,
    int audioKbps,
    String fixedLocation) {
  /** Request-URI of REGISTER and the digest's uri. */
  public String registrar() {
    return "sip:" + domain;
  }
}
