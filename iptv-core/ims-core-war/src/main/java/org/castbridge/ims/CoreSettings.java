/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims;

import java.time.Duration;
import org.castbridge.ims.registrar.Registrar;
import org.castbridge.ims.routing.SessionRouter;
import org.castbridge.ims.routing.TrustedPeers;

/**
 * What the core is told by its configuration.
 *
 * @param nonceLifetime how long a challenge may be answered, and its nonce used again
 * @param nonceCapacity used nonces remembered
 */
public record CoreSettings(
    SessionRouter.Home home,
    TrustedPeers trusted,
    Registrar.Limits limits,
    Duration nonceLifetime,
    int nonceCapacity) {}
