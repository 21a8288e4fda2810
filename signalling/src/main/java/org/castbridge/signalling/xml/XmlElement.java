/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element that has been read: names without namespace, because the field does not agree on
 * namespaces.
 */
final class XmlElement {
  private final String name;
  private final int line;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  XmlElement(String name, int line) {
    this.name = name;
    this.line = line;
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  String text() {
    return text.toString().trim();
  }

  void put(String attribute, String value) {
    attributes.putIfAbsent(attribute, value);
  }

  void add(XmlElement child) {
    children.add(child);
  }

  void append(String more) {
    text.append(more);
  }

  /** The attribute of this name, if it is there and not blank. */
  Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute))
        .map(String::trim)
        .filter(v -> !v.isEmpty());
  }

  String required(String attribute) throws XmlException {
    return attribute(attribute)
        .orElseThrow(
            () -> new XmlException(line, "<" + name + "> needs the attribute " + attribute));
  }

  /** A whole number of at most nine digits, or the other value. */
  int number(String attribute, int otherwise) throws XmlException {
    Optional<String> value = attribute(attribute);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!value.get().matches("[0-9]{1,9}")) {
      throw new XmlException(line, attribute + " of <" + name + "> must be a number");
    }
    return Integer.parseInt(value.get());
  }

  /** All children of this name, in order. */
  List<XmlElement> all(String child) {
    return children.stream().filter(element -> element.name.equals(child)).toList();
  }

  /** The first descendant along these names. */
  Optional<XmlElement> first(String... path) {
    Optional<XmlElement> found = Optional.of(this);
    for (String step : path) {
      found = found.flatMap(element -> element.all(step).stream().findFirst());
    }
    return found;
  }

  /** The first descendant of this name at any depth, in the order of the document. */
  Optional<XmlElement> anywhere(String wanted) {
    for (XmlElement child : children) {
      Optional<XmlElement> found =
          child.name.equals(wanted) ? Optional.of(child) : child.anywhere(wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The text of the first descendant along these names, if it is not empty. */
  Optional<String> textOf(String... path) {
    return first(path).map(XmlElement::text).filter(value -> !value.isEmpty());
  }
}
