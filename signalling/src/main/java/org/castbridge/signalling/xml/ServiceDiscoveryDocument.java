/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.xml.ServiceAttachment.Payload;
import org.castbridge.signalling.xml.ServiceAttachment.Provider;
import org.castbridge.signalling.xml.ServiceAttachment.Pull;
import org.castbridge.signalling.xml.ServiceAttachment.Segment;

/**
 * The service attachment information in a NOTIFY or MESSAGE of the Service Discovery Function. Two
 * forms: ETSI's {@code iptvdiscovery} (a list of SSF elements) and the Open IPTV Forum's (DVB
 * service provider discovery). Which one a document has is told by its elements, so a reader need
 * not know the profile.
 *
 * @param attachments the SSFs in order
 */
public record ServiceDiscoveryDocument(List<ServiceAttachment> attachments) {
  private static final String ETSI_NAMESPACE = "urn:org:etsi:ngn:params:xml:ns:iptvdiscovery";
  private static final String DVB_NAMESPACE = "urn:dvb:metadata:iptv:sdns:2008-1";

  public ServiceDiscoveryDocument {
    attachments = List.copyOf(attachments);
  }

  /**
   * Reads a document of either form.
   *
   * @throws XmlException if it is malformed, of another kind, or lacks a location
   */
  public static ServiceDiscoveryDocument parse(String xml) throws XmlException {
    XmlElement root = XmlReader.read(xml);
    if (!root.all("SSF").isEmpty() || root.name().equals("SSFList")) {
      return etsi(root);
    }
    if (root.name().equals("ServiceDiscovery")) {
      return oipf(root);
    }
    throw new XmlException(root.line(), "<" + root.name() + "> is no service discovery document");
  }

  /** The document in the form of a profile. */
  public String toXml(IptvProfile profile) {
    return profile == IptvProfile.ETSI ? etsi() : oipf();
  }

  private static ServiceDiscoveryDocument etsi(XmlElement root) throws XmlException {
    List<ServiceAttachment> result = new ArrayList<>();
    for (XmlElement ssf : root.all("SSF")) {
      XmlElement provider =
          ssf.first("ServiceProvider")
              .orElseThrow(() -> new XmlException(ssf.line(), "<SSF> needs a <ServiceProvider>"));
      result.add(
          new ServiceAttachment(
              ssf.required("ID"),
              ssf.attribute("Technology").orElse(ServiceAttachment.DVB),
              ssf.number("Version", 0),
              ssf.textOf("Description").orElse(null),
              provider(provider),
              pulls(ssf, "DataType", "ID")));
    }
    return new ServiceDiscoveryDocument(result);
  }

  private static ServiceDiscoveryDocument oipf(XmlElement root) throws XmlException {
    List<ServiceAttachment> result = new ArrayList<>();
    for (XmlElement discovery : root.all("ServiceProviderDiscovery")) {
      for (XmlElement provider : discovery.all("ServiceProvider")) {
        List<Pull> pulls = new ArrayList<>();
        for (XmlElement offering : provider.all("Offering")) {
          pulls.addAll(pulls(offering, "PayloadId", "Id"));
        }
        result.add(
            new ServiceAttachment(
                provider.required("DomainName"),
                ServiceAttachment.DVB,
                provider.number("Version", 0),
                provider.textOf("Description").orElse(null),
                provider(provider),
                pulls));
      }
    }
    return new ServiceDiscoveryDocument(result);
  }

  private static Provider provider(XmlElement element) throws XmlException {
    return new Provider(
        element.required("DomainName"),
        element.textOf("Name").orElse(null),
        element.attribute("LogoURI").orElse(null));
  }

  private static List<Pull> pulls(XmlElement parent, String payloadName, String idName)
      throws XmlException {
    List<Pull> result = new ArrayList<>();
    for (XmlElement pull : parent.all("Pull")) {
      List<Payload> payloads = new ArrayList<>();
      for (XmlElement payload : pull.all(payloadName)) {
        List<Segment> segments = new ArrayList<>();
        for (XmlElement segment : payload.all("Segment")) {
          segments.add(new Segment(segment.required("ID"), segment.number("Version", 0)));
        }
        payloads.add(new Payload(payload.required(idName), segments));
      }
      result.add(new Pull(pull.required("Location"), payloads));
    }
    return result;
  }

  private String etsi() {
    XmlWriter xml = new XmlWriter().start("SSFList").namespace("", ETSI_NAMESPACE);
    for (ServiceAttachment one : attachments) {
      xml.start("SSF")
          .attribute("ID", one.id())
          .attribute("Technology", one.technology())
          .attribute("Version", one.version())
          .element("Description", one.description())
          .start("ServiceProvider")
          .attribute("DomainName", one.provider().domainName())
          .attribute("LogoURI", one.provider().logoUri())
          .element("Name", one.provider().name())
          .end();
      one.pulls().forEach(pull -> write(xml, pull, "DataType", "ID"));
      xml.end();
    }
    return xml.end().toString();
  }

  private String oipf() {
    XmlWriter xml = new XmlWriter().start("ServiceDiscovery").namespace("", DVB_NAMESPACE);
    xml.start("ServiceProviderDiscovery");
    for (ServiceAttachment one : attachments) {
      xml.start("ServiceProvider")
          .attribute("DomainName", one.provider().domainName())
          .attribute("LogoURI", one.provider().logoUri())
          .attribute("Version", one.version())
          .element("Name", one.provider().name())
          .element("Description", one.description())
          .start("Offering");
      one.pulls().forEach(pull -> write(xml, pull, "PayloadId", "Id"));
      xml.end().end();
    }
    return xml.end().end().toString();
  }

  private static void write(XmlWriter xml, Pull pull, String payloadName, String idName) {
    xml.start("Pull").attribute("Location", pull.location());
    for (Payload payload : pull.payloads()) {
      xml.start(payloadName).attribute(idName, payload.id());
      for (Segment segment : payload.segments()) {
        xml.start("Segment")
            .attribute("ID", segment.id())
            .attribute("Version", segment.version())
            .end();
      }
      xml.end();
    }
    xml.end();
  }
}
