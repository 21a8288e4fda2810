/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The catalogue of films on demand as a TV-Anytime document (TS 102 822-3-1; broadband content
 * guide, TS 102 539): {@code TVAMain} with a table of programmes and one of where to get them. The
 * package, the right and the codec have no place in TV-Anytime's core and stand as attributes in a
 * namespace of our own.
 *
 * @param authority the authority of the CRIDs, usually the provider's domain
 * @param items the films in order
 */
public record TvaCatalogue(String authority, List<CatalogueItem> items) {
  /** The media type on Xa. */
  public static final String MIME_TYPE = "application/xml";

  private static final String TVA = "urn:tva:metadata:2010";
  private static final String MPEG7 = "urn:tva:mpeg7:2008";
  private static final String OWN = "urn:org:castbridge:iptv:2026";
  // TV-Anytime HowRelatedCS term 19: a still picture that promotes the programme.
  private static final String POSTER = "urn:tva:metadata:cs:HowRelatedCS:2010:19";
  private static final Duration LONGEST = Duration.ofDays(365);

  public TvaCatalogue {
    items = List.copyOf(items);
  }

  /**
   * Reads a catalogue.
   *
   * @throws XmlException if it is malformed, no TVAMain, or a programme has no id, title or length
   */
  public static TvaCatalogue parse(String xml) throws XmlException {
    XmlElement root = XmlReader.read(xml);
    if (!root.name().equals("TVAMain")) {
      throw new XmlException(root.line(), "<" + root.name() + "> is no TV-Anytime document");
    }
    Map<String, XmlElement> locations = locations(root);
    List<CatalogueItem> items = new ArrayList<>();
    String authority = "";
    XmlElement table = root.first("ProgramDescription", "ProgramInformationTable").orElse(root);
    for (XmlElement program : table.all("ProgramInformation")) {
      String crid = program.required("programId");
      authority = crid(crid, program)[0];
      items.add(item(program, crid, locations.get(crid)));
    }
    return new TvaCatalogue(authority, items);
  }

  private static Map<String, XmlElement> locations(XmlElement root) {
    Map<String, XmlElement> result = new LinkedHashMap<>();
    root.first("ProgramDescription", "ProgramLocationTable")
        .ifPresent(
            table ->
                table
                    .all("OnDemandProgram")
                    .forEach(
                        location ->
                            location
                                .first("Program")
                                .flatMap(program -> program.attribute("crid"))
                                .ifPresent(crid -> result.putIfAbsent(crid, location))));
    return result;
  }

  private static CatalogueItem item(XmlElement program, String crid, XmlElement location)
      throws XmlException {
    XmlElement basic =
        program
            .first("BasicDescription")
            .orElseThrow(() -> new XmlException(program.line(), "a programme needs a description"));
    XmlElement own = location == null ? new XmlElement("OnDemandProgram", 0) : location;
    return new CatalogueItem(
        crid(crid, program)[1],
        basic
            .textOf("Title")
            .orElseThrow(() -> new XmlException(basic.line(), "a title is missing")),
        basic.textOf("Synopsis").orElse(null),
        duration(basic, own),
        basic.textOf("Genre", "Name").orElse(null),
        age(basic),
        basic.textOf("RelatedMaterial", "MediaLocator", "MediaUri").orElse(null),
        own.attribute("package").orElse(null),
        own.attribute("entitled").map(Boolean::valueOf).orElse(null),
        own.attribute("codec").orElse(null));
  }

  private static String[] crid(String crid, XmlElement at) throws XmlException {
    int slash = crid.indexOf('/', 7);
    boolean formed =
        crid.regionMatches(true, 0, "crid://", 0, 7) && slash > 7 && slash < crid.length() - 1;
    if (!formed) {
      throw new XmlException(at.line(), "a programId must be crid://<authority>/<data>");
    }
    try {
      String id =
          URLDecoder.decode(crid.substring(slash + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
      return new String[] {crid.substring(7, slash), id};
    } catch (IllegalArgumentException e) {
      throw new XmlException(at.line(), "a programId holds a broken escape");
    }
  }

  private static Duration duration(XmlElement basic, XmlElement location) throws XmlException {
    String text =
        basic.textOf("Duration").or(() -> location.textOf("PublishedDuration")).orElse("");
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      // Told below: the cause says no more than the text itself.
    }
    throw new XmlException(basic.line(), "a duration must be like PT40S");
  }

  private static int age(XmlElement basic) throws XmlException {
    String text = basic.textOf("ParentalGuidance", "MinimumAge").orElse("0");
    if (!text.matches("[0-9]{1,3}")) {
      throw new XmlException(basic.line(), "a minimum age must be a number of years");
    }
    return Integer.parseInt(text);
  }

  /** The catalogue as a document. */
  public String toXml() {
    XmlWriter xml =
        new XmlWriter()
            .start("TVAMain")
            .namespace("", TVA)
            .namespace("mpeg7", MPEG7)
            .namespace("cb", OWN)
            .start("ProgramDescription")
            .start("ProgramInformationTable");
    items.forEach(item -> writeProgram(xml, item));
    xml.end().start("ProgramLocationTable");
    items.forEach(item -> writeLocation(xml, item));
    return xml.end().end().end().toString();
  }

  private void writeProgram(XmlWriter xml, CatalogueItem item) {
    xml.start("ProgramInformation").attribute("programId", crid(item)).start("BasicDescription");
    xml.element("Title", item.title()).element("Synopsis", item.synopsis());
    if (item.genre() != null) {
      xml.start("Genre").element("Name", item.genre()).end();
    }
    xml.start("ParentalGuidance").element("mpeg7:MinimumAge", item.minimumAge()).end();
    if (item.posterUri() != null) {
      xml.start("RelatedMaterial").start("HowRelated").attribute("href", POSTER).end();
      xml.start("MediaLocator").element("mpeg7:MediaUri", item.posterUri()).end().end();
    }
    xml.element("Duration", item.duration()).end().end();
  }

  private void writeLocation(XmlWriter xml, CatalogueItem item) {
    xml.start("OnDemandProgram")
        .attribute("cb:package", item.servicePackage())
        .attribute("cb:entitled", item.entitled())
        .attribute("cb:codec", item.codec())
        .start("Program")
        .attribute("crid", crid(item))
        .end()
        .element("PublishedDuration", item.duration())
        .end();
  }

  private String crid(CatalogueItem item) {
    String data = URLEncoder.encode(item.contentId(), StandardCharsets.UTF_8).replace("+", "%20");
    return "crid://" + authority + "/" + data;
  }
}
