/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import org.castbridge.media.ice.IceAgent;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.negotiation.Negotiated;
import org.castbridge.media.playout.PlayoutLimits;
import org.castbridge.media.playout.Programme;

/**
 * What a viewer's session is made of.
 *
 * @param localIce the credentials that stand in the answer
 * @param programme what is played first; the session closes it at its end
 * @param wallClock time of day at the session's start, for the sender reports
 * @param limits what a seek may cost
 * @param fullIce whether the agent is a full one
 */
public record SessionConfig(
    Negotiated negotiated,
    IceCredentials localIce,
    Programme programme,
    SecureRandom random,
    Instant wallClock,
    PlayoutLimits limits,
    boolean fullIce) {
  public SessionConfig {
    Objects.requireNonNull(negotiated);
    Objects.requireNonNull(localIce);
    Objects.requireNonNull(programme);
    Objects.requireNonNull(random);
    Objects.requireNonNull(wallClock);
    Objects.requireNonNull(limits);
  }

  public SessionConfig(
      Negotiated negotiated,
      IceCredentials localIce,
      Programme programme,
      SecureRandom random,
      Instant wallClock) {
    this(negotiated, localIce, programme, random, wallClock, PlayoutLimits.DEFAULT, false);
  }

  IceAgent newAgent() {
    return IceAgent.create(fullIce, localIce, negotiated.remoteIce(), random);
  }
}
