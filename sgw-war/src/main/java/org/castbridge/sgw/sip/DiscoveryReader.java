/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.sip;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.castbridge.signalling.xml.ServiceAttachment;
import org.castbridge.signalling.xml.ServiceDiscoveryDocument;
import org.castbridge.signalling.xml.XmlException;

/** The SSFs that a service attachment document names. */
final class DiscoveryReader {
  private DiscoveryReader() {}

  /** Base URIs of the DVB SSFs that can be pulled by HTTP, in order. */
  static List<String> locations(byte[] body) throws XmlException {
    String xml = new String(body, StandardCharsets.UTF_8);
    return ServiceDiscoveryDocument.parse(xml).attachments().stream()
        .filter(attachment -> attachment.technology().equals(ServiceAttachment.DVB))
        .flatMap(attachment -> attachment.pulls().stream())
        .map(ServiceAttachment.Pull::location)
        .flatMap(DiscoveryReader::usable)
        .distinct()
        .toList();
  }

  private static Stream<String> usable(String location) {
    try {
      URI uri = URI.create(location.contains("://") ? location : "http://" + location);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean plain =
          uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null;
      String base = uri.toString();
      return http && plain ? Stream.of(base.endsWith("/") ? base : base + "/") : Stream.empty();
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }
}
