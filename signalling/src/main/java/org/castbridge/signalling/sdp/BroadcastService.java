/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a description says of the broadcast television it is about (TS 183 063 section 5.1.3; OIPF
 * Volume 4 annex D.2): {@code a=bc_service} and {@code a=bc_service_package}. The registry has them
 * at session level, OIPF writes them at media level: read from both, written at session level.
 *
 * @param serviceId the BCServiceId, or null when only a package is named
 * @param packageId the BCPackageId, or null
 */
public record BroadcastService(String serviceId, String packageId) {
  /** Names of the attributes of IPTV that only applications, never browsers, may set. */
  public static final Set<String> ATTRIBUTES =
      Set.of("bc_service", "bc_service_package", "bc_program", "pscid", "unsupport");

  private static final int LONGEST = 400;

  /**
   * Reads a description.
   *
   * @return empty if it is not about broadcast television
   * @throws SdpException if two sections name different services, or a value cannot be one
   */
  public static Optional<BroadcastService> of(SessionDescription session) throws SdpException {
    String service = only(session, "bc_service");
    String servicePackage = only(session, "bc_service_package");
    if (service == null && servicePackage == null) {
      return Optional.empty();
    }
    return Optional.of(new BroadcastService(service, servicePackage));
  }

  private static String only(SessionDescription session, String name) throws SdpException {
    List<Section> sections = new ArrayList<>(session.media());
    sections.add(0, session);
    String found = null;
    for (Section section : sections) {
      for (String value : section.attributes(name)) {
        // Behind the package's id may follow lists of addresses and of services.
        String id = value.trim().split("[ \t]+", 2)[0];
        if (id.isEmpty() || id.length() > LONGEST) {
          throw new SdpException("a=" + name + ":" + value, name + " needs an identifier");
        }
        if (found != null && !found.equals(id)) {
          throw new SdpException("a=" + name + ":" + value, name + " is named twice");
        }
        found = id;
      }
    }
    return found;
  }

  /** Whether an attribute is one of IPTV's. */
  public static boolean isAttribute(String name) {
    return ATTRIBUTES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** The description without any attribute of IPTV. */
  public static SessionDescription strip(SessionDescription session) {
    List<MediaDescription> media =
        session.media().stream()
            .map(section -> section.withoutAttributes(BroadcastService::isAttribute))
            .toList();
    return session.withoutAttributes(BroadcastService::isAttribute).withMedia(media);
  }

  /** The description, about this service and no other. */
  public SessionDescription in(SessionDescription session) {
    SessionDescription result = strip(session);
    if (serviceId != null) {
      result = result.with(new Attribute("bc_service", serviceId));
    }
    return packageId == null ? result : result.with(new Attribute("bc_service_package", packageId));
  }
}
