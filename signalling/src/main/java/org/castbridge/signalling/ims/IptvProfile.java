/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
      "application/vnd.etsi.iptvcommand+xml",
      "sdf",
      "bc",
      "cod-{id}"),
  OIPF(
      "application/vnd.oipf.spdiscovery+xml",
      "application/vnd.oipf.ueprofile+xml",
      "urn:oipf:application:iptv-SP-discovery",
      "application/3gpp-ims-pss-mbms-command+xml",
      "OIPF_IPTV_SPD",
      "OIPF_IPTV_SC_Service",
      "OIPF_IPTV_CoD_Service_{id}");

  /** The IMS communication service identifier of IPTV, escaped as in {@code g.3gpp.icsi-ref}. */
  public static final String ICSI_REF = "urn%3Aurn-7%3A3gpp-service.ims.icsi.iptv";

  /**
   * The Info-Package (RFC 6086) of reports of the service watched (3GPP TS 26.237 clause 8.3.3).
   */
  public static final String CONTENT_REPORTING = "Content-Reporting";

  /** The media type of a command in a re-INVITE, of both profiles. */
  public static final String COMMAND_TYPE = "application/vnd.etsi.iptvcommand+xml";

  // OIPF prints the third as well.
  private static final Set<String> ZAP_REPORTS =
      Set.of(
          COMMAND_TYPE,
          "application/3gpp-ims-pss-mbms-command+xml",
          "application/3gpp-ims-mbms-psscommand+xml");

  private final String discoveryType;
  private final String ueProfileType;
  private final String discoveryAppId;
  private final String zapReportType;
  private final String discoveryUser;
  private final String broadcastUser;
  private final String contentTemplate;

  IptvProfile(
      String discoveryType,
      String ueProfileType,
      String discoveryAppId,
      String zapReportType,
      String discoveryUser,
      String broadcastUser,
      String contentTemplate) {
    this.discoveryType = discoveryType;
    this.ueProfileType = ueProfileType;
    this.discoveryAppId = discoveryAppId;
    this.zapReportType = zapReportType;
    this.discoveryUser = discoveryUser;
    this.broadcastUser = broadcastUser;
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

  /** The media type of an INFO that reports the service watched. */
  public String zapReportType() {
    return zapReportType;
  }

  /** Whether a media type is that of an INFO that reports the service watched, of any profile. */
  public static boolean isZapReport(String type) {
    return ZAP_REPORTS.contains(plain(type));
  }

  /** Whether a media type is that of a command in a re-INVITE. */
  public static boolean isCommand(String type) {
    return COMMAND_TYPE.equals(plain(type));
  }

  private static String plain(String type) {
    return type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
  }

  /** The user part of the identity of the broadcast service. */
  String broadcastUser() {
    return broadcastUser;
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
