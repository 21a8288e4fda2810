/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a document to a text, which cannot fail. */
final class XmlWriter {
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter writer;

  XmlWriter() {
    try {
      writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    run(() -> writer.writeStartDocument("UTF-8", "1.0"));
  }

  XmlWriter start(String name) {
    run(() -> writer.writeStartElement(name));
    return this;
  }

  /** Declares a namespace on the element just started; the empty prefix is the default one. */
  XmlWriter namespace(String prefix, String uri) {
    run(
        () -> {
          if (prefix.isEmpty()) {
            writer.writeDefaultNamespace(uri);
          } else {
            writer.writeNamespace(prefix, uri);
          }
        });
    return this;
  }

  /** Writes an attribute of the element just started, unless the value is null. */
  XmlWriter attribute(String name, Object value) {
    if (value != null) {
      run(() -> writer.writeAttribute(name, allowed(value.toString())));
    }
    return this;
  }

  /** Writes an element with text, unless the text is null. */
  XmlWriter element(String name, Object value) {
    if (value != null) {
      start(name);
      run(() -> writer.writeCharacters(allowed(value.toString())));
      end();
    }
    return this;
  }

  XmlWriter end() {
    run(writer::writeEndElement);
    return this;
  }

  @Override
  public String toString() {
    run(writer::flush);
    return text.toString();
  }

  // XML 1.0 has no way to write most control characters or half a surrogate pair.
  private static String allowed(String value) {
    StringBuilder result = new StringBuilder(value.length());
    value.codePoints().forEach(point -> result.appendCodePoint(isAllowed(point) ? point : 0xfffd));
    return result.toString();
  }

  private static boolean isAllowed(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || (point >= 0x20 && point <= 0xd7ff)
        || (point >= 0xe000 && point <= 0xfffd)
        || point >= 0x10000;
  }

  private interface Step {
    void run() throws XMLStreamException;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  private static IllegalStateException impossible(XMLStreamException e) {
    return new IllegalStateException("writing to a text does not fail", e);
  }
}
