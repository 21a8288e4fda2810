/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.registrar;

import org.castbridge.ims.ifc.RegistrationType;

/**
 * What a REGISTER or the passing of time did to a user.
 *
 * @param impi private identity
 * @param addressOfRecord the identity registered
 * @param expires seconds the longest binding has left; 0 for a de-registration
 */
public record RegistrationChange(
    RegistrationType type, String impi, String addressOfRecord, long expires) {}
