/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.signalling.ims.BroadcastServiceId;

/**
 * The channels as a DVB broadcast discovery record (TS 102 034 section 5.2.6.2): payload 02 on Xa.
 * Number, package, right and time shift have no place in that record and stand as attributes in a
 * namespace of our own; neither has a multicast address, since an MDF sends to each browser.
 *
 * @param domain the provider's domain: the second half of every BCServiceId
 * @param channels in order
 */
public record BroadcastDiscovery(String domain, List<BroadcastChannel> channels) {
  /** The media type on Xa. */
  public static final String MIME_TYPE = "application/xml";

  /** The path behind the SSF's location (TS 102 034 section 5.4.2). */
  public static final String PATH = "dvb/sdns/service_discovery";

  /** The id of this kind of record (TS 102 034 section 5.4.4.1). */
  public static final String PAYLOAD = "02";

  private static final String DVB = "urn:dvb:metadata:iptv:sdns:2008-1";
  private static final String OWN = "urn:org:castbridge:iptv:2026";

  public BroadcastDiscovery {
    channels = List.copyOf(channels);
  }

  /** The BCServiceId of a channel. */
  public String serviceId(BroadcastChannel channel) {
    return new BroadcastServiceId(channel.id(), domain).toString();
  }

  /**
   * Reads a record.
   *
   * @throws XmlException if it is malformed, no broadcast discovery, or a service has no name
   */
  public static BroadcastDiscovery parse(String xml) throws XmlException {
    XmlElement root = XmlReader.read(xml);
    XmlElement offering =
        root.first("BroadcastDiscovery")
            .orElseThrow(
                () -> new XmlException(root.line(), "the document has no broadcast discovery"));
    String domain = offering.required("DomainName");
    if (BroadcastServiceId.parse("x:" + domain).isEmpty()) {
      throw new XmlException(offering.line(), "DomainName must be the name of a domain");
    }
    List<BroadcastChannel> channels = new ArrayList<>();
    for (XmlElement list : offering.all("ServiceList")) {
      for (XmlElement service : list.all("SingleService")) {
        channels.add(channel(service));
      }
    }
    return new BroadcastDiscovery(domain, channels);
  }

  private static BroadcastChannel channel(XmlElement service) throws XmlException {
    XmlElement identifier =
        service
            .first("TextualIdentifier")
            .orElseThrow(
                () -> new XmlException(service.line(), "a service needs a TextualIdentifier"));
    String id = identifier.required("ServiceName");
    if (!BroadcastServiceId.isServiceName(id)) {
      throw new XmlException(identifier.line(), "ServiceName must be letters, digits, - and _");
    }
    return new BroadcastChannel(
        id,
        service.textOf("SI", "Name").orElse(id),
        service.number("number", 0),
        service.attribute("package").orElse(null),
        service.number("minimumAge", 0),
        service.attribute("timeShift").map(Boolean::valueOf).orElse(false),
        service.attribute("entitled").map(Boolean::valueOf).orElse(null));
  }

  /** The record as a document. */
  public String toXml() {
    XmlWriter xml =
        new XmlWriter()
            .start("ServiceDiscovery")
            .namespace("", DVB)
            .namespace("cb", OWN)
            .start("BroadcastDiscovery")
            .attribute("DomainName", domain)
            .start("ServiceList");
    channels.forEach(channel -> write(xml, channel));
    return xml.end().end().end().toString();
  }

  private static void write(XmlWriter xml, BroadcastChannel channel) {
    xml.start("SingleService")
        .attribute("cb:number", channel.number())
        .attribute("cb:package", channel.servicePackage())
        .attribute("cb:minimumAge", channel.minimumAge())
        .attribute("cb:timeShift", channel.timeShift())
        .attribute("cb:entitled", channel.entitled())
        .start("TextualIdentifier")
        .attribute("ServiceName", channel.id())
        .end()
        .start("SI")
        .attribute("PrimarySISource", "XML")
        .element("Name", channel.title())
        .end()
        .end();
  }
}
