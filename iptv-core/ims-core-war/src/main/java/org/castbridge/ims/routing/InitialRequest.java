/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.routing;

import java.util.List;
import java.util.Optional;
import org.castbridge.ims.message.RequestView;
import org.castbridge.ims.message.SipUri;
import org.castbridge.ims.message.Source;

/**
 * A request that begins a dialogue or stands alone, with what routing asks of it.
 *
 * @param ownRoute the topmost Route, if it named this core and was taken off
 * @param furtherRoutes Route values left after it
 * @param maxForwards value of Max-Forwards, or 70 if it is not there
 * @param ownPasses how often it has been through this core already, by its Via headers
 */
public record InitialRequest(
    RequestView view,
    Source source,
    Optional<SipUri> ownRoute,
    List<String> furtherRoutes,
    int maxForwards,
    int ownPasses) {}
