/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims;

import java.time.Duration;
import java.util.List;
import org.castbridge.ims.registrar.Registrar;
import org.castbridge.ims.routing.SessionRouter;
import org.castbridge.ims.routing.TrustedPeers;
import org.castbridge.signalling.ims.DigestAlgorithm;

/**
 * What the core is told by its configuration.
 *
 * @param algorithms offered in challenges, best first
 * @param nonceLifetime how long a challenge may be answered, and its nonce used again
 * @param nonceCapacity used nonces remembered
 */
public record CoreSettings(
    SessionRouter.Home home,
    TrustedPeers trusted,
    Registrar.Limits limits,
    List<DigestAlgorithm> algorithms,
    Duration nonceLifetime,
    int nonceCapacity) {
  public CoreSettings {
    algorithms = List.copyOf(algorithms);
  }
}
