/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A media section: an {@code m=} line (RFC 8866 section 5.14) and the lines behind it.
 *
 * @param media {@code audio}, {@code video}, {@code application} and so on
 * @param port 0 to 65535; 0 means refused, or with {@code a=bundle-only} carried elsewhere
 * @param portCount number of ports, usually 1
 * @param protocol as {@code UDP/TLS/RTP/SAVPF}
 * @param formats payload types or format names, at least one
 * @param lines the lines behind the {@code m=} line
 */
public record MediaDescription(
    String media,
    int port,
    int portCount,
    String protocol,
    List<String> formats,
    List<SdpLine> lines)
    implements Section {

  /**
   * @throws IllegalArgumentException if a field could not be written as an {@code m=} line
   */
  public MediaDescription {
    formats = List.copyOf(formats);
    lines = List.copyOf(lines);
    if (!Tokens.isToken(media) || port < 0 || port > 65535 || portCount < 1 || formats.isEmpty()) {
      throw new IllegalArgumentException("not an m= line: " + media + " " + port + " " + formats);
    }
    if (protocol.isEmpty()
        || hasBlank(protocol)
        || formats.stream().anyMatch(f -> f.isEmpty() || hasBlank(f))) {
      throw new IllegalArgumentException(
          "protocol and formats must have no blanks: " + protocol + " " + formats);
    }
  }

  /** A media section without further lines. */
  public static MediaDescription of(String media, int port, String protocol, String... formats) {
    return new MediaDescription(media, port, 1, protocol, List.of(formats), List.of());
  }

  private static boolean hasBlank(String text) {
    return text.chars().anyMatch(c -> c <= ' ');
  }

  /** Whether the section carries media itself or in a bundle, and is not refused. */
  public boolean isActive() {
    return port != 0 || hasAttribute("bundle-only");
  }

  /** The payload formats by payload type, in the order of the lines. */
  public Map<Integer, RtpMap> rtpMaps() throws SdpException {
    Map<Integer, RtpMap> result = new LinkedHashMap<>();
    for (String value : attributes("rtpmap")) {
      RtpMap map = RtpMap.parse(value);
      result.put(map.payloadType(), map);
    }
    return result;
  }

  /**
   * The format parameters of one format, of all its {@code a=fmtp} lines together; empty if it has
   * none.
   */
  public Fmtp fmtp(String format) {
    Fmtp result = new Fmtp(format, Map.of());
    for (String value : attributes("fmtp")) {
      Fmtp one = Fmtp.parse(value);
      if (one.format().equals(format)) {
        result = result.and(one);
      }
    }
    return result;
  }

  /** This section with another port. */
  public MediaDescription withPort(int newPort) {
    return new MediaDescription(media, newPort, portCount, protocol, formats, lines);
  }

  /** This section with other formats; its attributes stay as they are. */
  public MediaDescription withFormats(List<String> newFormats) {
    return new MediaDescription(media, port, portCount, protocol, newFormats, lines);
  }

  /** This section with other lines behind its {@code m=} line. */
  public MediaDescription withLines(List<SdpLine> newLines) {
    return new MediaDescription(media, port, portCount, protocol, formats, newLines);
  }

  /** This section with one more line, put where RFC 8866 orders it. */
  public MediaDescription with(SdpLine line) {
    return withLines(Section.insert(lines, line));
  }

  /** This section with one more attribute, put last. */
  public MediaDescription with(Attribute attribute) {
    return with(attribute.line());
  }

  /** This section without the attributes whose name is chosen. */
  public MediaDescription withoutAttributes(Predicate<String> names) {
    return withLines(Section.without(lines, names));
  }

  /** This section with this direction in place of any other. */
  public MediaDescription withDirection(Direction direction) {
    return withoutAttributes(name -> Direction.of(name).isPresent())
        .with(Attribute.property(direction.attributeName()));
  }

  /** The {@code m=} line. */
  public SdpLine line() {
    String ports = portCount == 1 ? Integer.toString(port) : port + "/" + portCount;
    return new SdpLine('m', media + " " + ports + " " + protocol + " " + String.join(" ", formats));
  }

  /** All lines of the section, the {@code m=} line first. */
  public List<SdpLine> allLines() {
    List<SdpLine> all = new ArrayList<>(lines.size() + 1);
    all.add(line());
    all.addAll(lines);
    return all;
  }

  /** The section as text, each line ended by CRLF. */
  @Override
  public String toString() {
    return SessionDescription.text(allLines());
  }
}
