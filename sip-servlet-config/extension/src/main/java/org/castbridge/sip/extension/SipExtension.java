/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension;

import org.wildfly.subsystem.SubsystemConfiguration;
import org.wildfly.subsystem.SubsystemExtension;
import org.wildfly.subsystem.SubsystemPersistence;

/** Entry point of the extension, found by WildFly as a service. */
public final class SipExtension extends SubsystemExtension<SipSubsystemSchema> {

  public SipExtension() {
    super(
        SubsystemConfiguration.of(
            SipSubsystemRegistrar.REGISTRATION,
            SipSubsystemModel.CURRENT,
            SipSubsystemRegistrar::new),
        SubsystemPersistence.of(SipSubsystemSchema.CURRENT));
  }
}
