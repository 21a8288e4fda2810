/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A session description (RFC 8866): the session-level lines and the media sections. Immutable;
 * lines not known are kept in place.
 *
 * @param lines the session-level lines in order, from {@code v=} on
 * @param media the media sections in order
 */
public record SessionDescription(List<SdpLine> lines, List<MediaDescription> media)
    implements Section {

  /** The media type of a session description in SIP and HTTP. */
  public static final String MIME_TYPE = "application/sdp";

  public SessionDescription {
    lines = List.copyOf(lines);
    media = List.copyOf(media);
  }

  /** A description of this origin without media, of unlimited time. */
  public static SessionDescription of(Origin origin) {
    return new SessionDescription(
        List.of(
            new SdpLine('v', "0"), origin.line(), new SdpLine('s', "-"), new SdpLine('t', "0 0")),
        List.of());
  }

  /** The origin. */
  public Optional<Origin> origin() {
    try {
      for (SdpLine line : lines) {
        if (line.type() == 'o') {
          return Optional.of(Origin.parse(line.value()));
        }
      }
    } catch (SdpException e) {
      return Optional.empty(); // only from a line built by hand: the parser has refused such a text
    }
    return Optional.empty();
  }

  /** The connection information that holds for a section: its own, else that of the session. */
  public Optional<Connection> connection(MediaDescription section) {
    return section.connection().or(this::connection);
  }

  /**
   * The value of an attribute of a section, else of the session level (ICE and DTLS attributes
   * inherit so).
   */
  public Optional<String> attribute(MediaDescription section, String name) {
    return section.attribute(name).or(() -> attribute(name));
  }

  /** The direction that holds for a section: its own, else that of the session, else both ways. */
  public Direction direction(MediaDescription section) {
    return section.direction().or(this::direction).orElse(Direction.SENDRECV);
  }

  /** This description with other media sections. */
  public SessionDescription withMedia(List<MediaDescription> newMedia) {
    return new SessionDescription(lines, newMedia);
  }

  /** This description with one more media section, put last. */
  public SessionDescription with(MediaDescription section) {
    List<MediaDescription> all = new ArrayList<>(media);
    all.add(section);
    return withMedia(all);
  }

  /** This description with one more session-level line, put where RFC 8866 orders it. */
  public SessionDescription with(SdpLine line) {
    return new SessionDescription(Section.insert(lines, line), media);
  }

  /** This description with one more session-level attribute, put last. */
  public SessionDescription with(Attribute attribute) {
    return with(attribute.line());
  }

  /** This description without the session-level attributes whose name is chosen. */
  public SessionDescription withoutAttributes(Predicate<String> names) {
    return new SessionDescription(Section.without(lines, names), media);
  }

  /** This description with another {@code o=} line. */
  public SessionDescription withOrigin(Origin origin) {
    return new SessionDescription(
        lines.stream().map(line -> line.type() == 'o' ? origin.line() : line).toList(), media);
  }

  /** The description as text, each line ended by CRLF. */
  @Override
  public String toString() {
    List<SdpLine> all = new ArrayList<>(lines);
    media.forEach(section -> all.addAll(section.allLines()));
    return text(all);
  }

  static String text(List<SdpLine> lines) {
    StringBuilder text = new StringBuilder(lines.size() * 40);
    for (SdpLine line : lines) {
      text.append(line.type()).append('=').append(line.value()).append("\r\n");
    }
    return text.toString();
  }
}
