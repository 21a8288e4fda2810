/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension;

import java.util.List;
import org.jboss.as.controller.persistence.xml.ResourceXMLParticleFactory;
import org.jboss.as.controller.persistence.xml.ResourceXMLSequence;
import org.jboss.as.controller.persistence.xml.SubsystemResourceRegistrationXMLElement;
import org.jboss.as.controller.persistence.xml.SubsystemResourceXMLSchema;
import org.jboss.as.controller.xml.IntVersionSchema;
import org.jboss.as.controller.xml.VersionedNamespace;
import org.jboss.as.controller.xml.XMLCardinality;
import org.jboss.staxmapper.IntVersion;

/** Versions of the XML namespace {@code urn:castbridge:sip}. */
enum SipSubsystemSchema implements SubsystemResourceXMLSchema<SipSubsystemSchema> {
  VERSION_1_0(1, 0);

  static final SipSubsystemSchema CURRENT = VERSION_1_0;

  private final VersionedNamespace<IntVersion, SipSubsystemSchema> namespace;
  private final ResourceXMLParticleFactory factory = ResourceXMLParticleFactory.newInstance(this);

  SipSubsystemSchema(int major, int minor) {
    namespace =
        IntVersionSchema.createURN(List.of("castbridge", "sip"), new IntVersion(major, minor));
  }

  @Override
  public VersionedNamespace<IntVersion, SipSubsystemSchema> getNamespace() {
    return namespace;
  }

  @Override
  public SubsystemResourceRegistrationXMLElement getSubsystemXMLElement() {
    ResourceXMLSequence connectors =
        factory
            .sequence()
            .addElement(
                factory
                    .namedElement(ConnectorRegistrar.REGISTRATION)
                    .withCardinality(XMLCardinality.Unbounded.OPTIONAL)
                    .addAttributes(ConnectorRegistrar.ATTRIBUTES)
                    .build())
            .build();
    return factory
        .subsystemElement(SipSubsystemRegistrar.REGISTRATION)
        .addAttributes(SipSubsystemRegistrar.ATTRIBUTES)
        .withContent(connectors)
        .build();
  }
}
