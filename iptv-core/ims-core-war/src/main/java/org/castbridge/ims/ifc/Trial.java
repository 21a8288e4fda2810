/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

import org.castbridge.ims.message.RequestView;
import org.castbridge.ims.message.SessionCase;

/**
 * A request put before the filter criteria.
 *
 * @param registration kind of the REGISTER, null for other requests
 */
public record Trial(RequestView request, SessionCase sessionCase, RegistrationType registration) {}
