/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.util.Locale;
import java.util.Optional;

/**
 * The two published ways to name things in IMS-based IPTV: ETSI TISPAN (TS 183 063) and the Open
 * IPTV Forum's profile of it (Release 2 Volume 4). A system emits one; never send an OIPF media
 * type where ETSI's is expected.
 */
public enum IptvProfile {
  ETSI(
      "application/vnd.etsi.iptvdiscovery+xml",
      "application/vnd.etsi.iptvueprofile+xml",
      "urn:org:etsi:ngn:applications:ipTV-Service-Provider-Discovery",
      "sdf",
      "cod-{id}"),
  OIPF(
      "application/vnd.oipf.spdiscovery+xml",
      "application/vnd.oipf.ueprofile+xml",
      "urn:oipf:application:iptv-SP-discovery",
      "OIPF_IPTV_SPD",
      "OIPF_IPTV_CoD_Service_{id}");

  /** The IMS communication service identifier of IPTV, escaped as in {@code g.3gpp.icsi-ref}. */
  public static final String ICSI_REF = "urn%3Aurn-7%3A3gpp-service.ims.icsi.iptv";

  private final String discoveryType;
  private final String ueProfileType;
  private final String discoveryAppId;
  private final String discoveryUser;
  private final String contentTemplate;

  IptvProfile(
      String discoveryType,
      String ueProfileType,
      String discoveryAppId,
      String discoveryUser,
      String contentTemplate) {
    this.discoveryType = discoveryType;
    this.ueProfileType = ueProfileType;
    this.discoveryAppId = discoveryAppId;
    this.discoveryUser = discoveryUser;
    this.contentTemplate = contentTemplate;
  }

  /** The profile of this name, as {@code etsi}, compared without case. */
  public static Optional<IptvProfile> of(String name) {
    for (IptvProfile profile : values()) {
      if (profile.name().equals(name.trim().toUpperCase(Locale.ROOT))) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  /** The media type of the service attachment information in a NOTIFY. */
  public String discoveryType() {
    return discoveryType;
  }

  /** The media type of a user equipment's capabilities in a SUBSCRIBE. */
  public String ueProfileType() {
    return ueProfileType;
  }

  /** The application id in the Event header field of service discovery. */
  public String discoveryAppId() {
    return discoveryAppId;
  }

  /** The Event header field value of service discovery (RFC 6080 as extended by TS 183 063). */
  public String discoveryEvent() {
    return "ua-profile;profile-type=\"application\";appids=\"" + discoveryAppId + "\"";
  }

  /** The user part of the discovery function's identity. */
  String discoveryUser() {
    return discoveryUser;
  }

  /** The user part of a film's identity, {@code {id}} standing for the escaped content id. */
  String contentTemplate() {
    return contentTemplate;
  }
}
