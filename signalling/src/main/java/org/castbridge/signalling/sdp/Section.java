/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the session level and a media section have in common: lines, attributes, connection,
 * bandwidth.
 */
public sealed interface Section permits SessionDescription, MediaDescription {

  /**
   * The lines of this section in order; for a media section those behind its {@code m=} line.
   * Unmodifiable.
   */
  List<SdpLine> lines();

  /** All attributes in order. */
  default List<Attribute> attributes() {
    return lines().stream().filter(line -> line.type() == 'a').map(Attribute::of).toList();
  }

  /** The values of all attributes of this name in order; a property counts as the empty text. */
  default List<String> attributes(String name) {
    return attributes().stream()
        .filter(attribute -> attribute.name().equals(name))
        .map(attribute -> attribute.value() == null ? "" : attribute.value())
        .toList();
  }

  /** The value of the first attribute of this name; a property has the empty text. */
  default Optional<String> attribute(String name) {
    return attributes(name).stream().findFirst();
  }

  /** Whether there is an attribute of this name. */
  default boolean hasAttribute(String name) {
    return attribute(name).isPresent();
  }

  /** The connection information of this section itself, without inheritance. */
  default Optional<Connection> connection() {
    try {
      Optional<SdpLine> line = first('c');
      return line.isPresent()
          ? Optional.of(Connection.parse(line.get().value()))
          : Optional.empty();
    } catch (SdpException e) {
      return Optional.empty(); // only from a line built by hand: the parser has refused such a text
    }
  }

  /** The bandwidth of this type, as {@code AS}, if the section has one. */
  default Optional<Bandwidth> bandwidth(String type) {
    return lines().stream()
        .filter(line -> line.type() == 'b' && line.value().startsWith(type + ":"))
        .findFirst()
        .map(line -> Tokens.number(line.value().substring(type.length() + 1).trim(), 15))
        .filter(value -> value >= 0)
        .map(value -> new Bandwidth(type, value));
  }

  /** The direction of this section itself, if it states one. */
  default Optional<Direction> direction() {
    return attributes().stream()
        .filter(attribute -> attribute.value() == null)
        .flatMap(attribute -> Direction.of(attribute.name()).stream())
        .findFirst();
  }

  private Optional<SdpLine> first(char type) {
    return lines().stream().filter(line -> line.type() == type).findFirst();
  }

  /** The lines with one more, put where RFC 8866 section 5 orders its type. */
  static List<SdpLine> insert(List<SdpLine> lines, SdpLine added) {
    String order = "vosiuepcbtrzka";
    int rank = order.indexOf(added.type());
    int at = 0;
    for (int i = 0; i < lines.size(); i++) {
      int other = order.indexOf(lines.get(i).type());
      if (rank < 0 || other <= rank) {
        at = i + 1;
      }
    }
    List<SdpLine> result = new ArrayList<>(lines);
    result.add(at, added);
    return result;
  }

  /** The lines without the attributes whose name is chosen. */
  static List<SdpLine> without(List<SdpLine> lines, Predicate<String> names) {
    return lines.stream()
        .filter(line -> line.type() != 'a' || !names.test(Attribute.of(line).name()))
        .toList();
  }
}
