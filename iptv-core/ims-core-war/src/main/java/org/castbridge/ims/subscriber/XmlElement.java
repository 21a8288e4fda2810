/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An element of a document that has passed its schema: what the schema asks for is there. */
record XmlElement(Element element, Expressions expressions) {

  List<XmlElement> children(String name) {
    List<XmlElement> found = new ArrayList<>();
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element && n.getLocalName().equals(name)) {
        found.add(new XmlElement((Element) n, expressions));
      }
    }
    return found;
  }

  Optional<XmlElement> child(String name) {
    return children(name).stream().findFirst();
  }

  XmlElement only(String name) {
    return child(name)
        .orElseThrow(() -> new IllegalStateException("the schema lets pass no " + name));
  }

  /** Text without outer blanks, expressions expanded. */
  String text() throws SubscribersException {
    return expressions.expand(element.getTextContent().trim());
  }

  int number() {
    return Integer.parseInt(element.getTextContent().trim());
  }

  /** xs:boolean is written as a word or as a digit. */
  boolean truth() {
    return isTrue(element.getTextContent());
  }

  boolean attributeIsTrue(String name) {
    return isTrue(element.getAttribute(name));
  }

  private static boolean isTrue(String text) {
    return text.trim().equals("true") || text.trim().equals("1");
  }
}
