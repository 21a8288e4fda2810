/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.castbridge.signalling.ims.IptvProfile;

/**
 * A command within a broadcast session: that the viewer watches another service now (INFO), or that
 * the session goes over to time-shifted television and back (the second part of a re-INVITE). Read
 * in ETSI's form and in that of 3GPP and OIPF, whatever the profile; names without namespace, since
 * the published forms differ in it.
 *
 * @param kind what is asked for
 * @param serviceId the BCServiceId meant; null if a switch back names none
 * @param bookmark where time-shifted playing shall start, or null for now
 */
public record IptvCommand(Kind kind, String serviceId, Instant bookmark) {

  /** What is asked for. */
  public enum Kind {
    /** The service watched is this one now. */
    SWITCH,
    /** From broadcast to time-shifted television. */
    SWITCH_TO_TM,
    /** From time-shifted television back to broadcast. */
    SWITCH_TO_BC
  }

  private static final String ETSI = "urn:org:etsi:ngn:params:xml:ns:iptvcommand";
  private static final String MBMS = "urn:3gpp:ns:ims-pss-mbms:command";
  private static final int LONGEST = 400;

  public IptvCommand {
    Objects.requireNonNull(kind);
  }

  /** The viewer watches this service now. */
  public static IptvCommand switchTo(String serviceId) {
    return new IptvCommand(Kind.SWITCH, serviceId, null);
  }

  /** To time-shifted television of this service. */
  public static IptvCommand switchToTimeShift(String serviceId, Instant bookmark) {
    return new IptvCommand(Kind.SWITCH_TO_TM, serviceId, bookmark);
  }

  /** Back to this service as it is broadcast. */
  public static IptvCommand switchToBroadcast(String serviceId) {
    return new IptvCommand(Kind.SWITCH_TO_BC, serviceId, null);
  }

  /**
   * Reads a command.
   *
   * @throws XmlException if it is malformed, none of these commands, or lacks the service
   */
  public static IptvCommand parse(String xml) throws XmlException {
    XmlElement root = XmlReader.read(xml);
    Optional<XmlElement> timeShift = find(root, "SwitchToTM");
    if (timeShift.isPresent()) {
      return timeShift(timeShift.get());
    }
    Optional<XmlElement> broadcast = find(root, "SwitchToBC");
    if (broadcast.isPresent()) {
      Optional<String> service = find(broadcast.get(), "BCServiceId").map(XmlElement::text);
      return new IptvCommand(Kind.SWITCH_TO_BC, checked(service, broadcast.get(), false), null);
    }
    return report(root);
  }

  private static IptvCommand timeShift(XmlElement element) throws XmlException {
    Optional<String> service = find(element, "BCServiceId").map(XmlElement::text);
    Instant bookmark = null;
    Optional<XmlElement> time = find(element, "Bookmark").filter(b -> !b.text().isEmpty());
    if (time.isPresent()) {
      bookmark = instant(time.get());
    }
    return new IptvCommand(Kind.SWITCH_TO_TM, checked(service, element, true), bookmark);
  }

  private static IptvCommand report(XmlElement root) throws XmlException {
    Optional<XmlElement> mbms = find(root, "MbmsSwitch");
    Optional<XmlElement> notify = find(root, "Notify");
    XmlElement report =
        mbms.or(() -> notify)
            .orElseThrow(
                () ->
                    new XmlException(root.line(), "<" + root.name() + "> holds no known command"));
    Optional<String> service =
        find(report, mbms.isPresent() ? "ServiceId" : "BCServiceId").map(XmlElement::text);
    return new IptvCommand(Kind.SWITCH, checked(service, report, true), null);
  }

  private static String checked(Optional<String> service, XmlElement at, boolean needed)
      throws XmlException {
    String id = service.orElse("");
    if (id.length() > LONGEST || (id.isEmpty() && needed)) {
      throw new XmlException(at.line(), "<" + at.name() + "> needs the id of a service");
    }
    return id.isEmpty() ? null : id;
  }

  private static Instant instant(XmlElement element) throws XmlException {
    try {
      return OffsetDateTime.parse(element.text()).toInstant();
    } catch (DateTimeException e) {
      throw new XmlException(
          element.line(), "<" + element.name() + "> must be a time like 2026-11-22T20:15:00Z");
    }
  }

  /** The element itself or the first below it of this name, whatever stands between. */
  private static Optional<XmlElement> find(XmlElement element, String name) {
    return element.name().equals(name) ? Optional.of(element) : element.anywhere(name);
  }

  /** The command in the form of a profile. */
  public String toXml(IptvProfile profile) {
    XmlWriter xml = new XmlWriter();
    if (kind == Kind.SWITCH && profile == IptvProfile.OIPF) {
      xml.start("ImsPssMbmsCommand").namespace("", MBMS);
      xml.start("MbmsSwitch").start("MbmsSwitchData").element("ServiceId", serviceId);
      return xml.end().end().end().toString();
    }
    xml.start("IPTVActionDataCommand").namespace("", ETSI).start(element());
    xml.start("IPTVBcActionData").start(kind == Kind.SWITCH ? "BCService" : "BCBookmark");
    xml.element("BCServiceId", serviceId);
    if (bookmark != null) {
      xml.element("Bookmark", bookmark.truncatedTo(ChronoUnit.MILLIS));
    }
    return xml.end().end().end().end().toString();
  }

  private String element() {
    return switch (kind) {
      case SWITCH -> "Notify";
      case SWITCH_TO_TM -> "SwitchToTM";
      case SWITCH_TO_BC -> "SwitchToBC";
    };
  }
}
