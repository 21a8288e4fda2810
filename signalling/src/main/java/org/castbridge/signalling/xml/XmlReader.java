/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a document into elements, within limits, without document type and entities. */
final class XmlReader {
  /** Longest document taken, in characters: some ten thousand films. */
  static final int MAX_LENGTH = 16 * 1024 * 1024;

  private static final int MAX_DEPTH = 32;
  private static final int MAX_ELEMENTS = 500_000;

  private final Deque<XmlElement> open = new ArrayDeque<>();
  private XmlElement root;
  private int elements;

  private XmlReader() {}

  static XmlElement read(String document) throws XmlException {
    if (document == null || document.isBlank()) {
      throw new XmlException(0, "the document is empty");
    }
    if (document.length() > MAX_LENGTH) {
      throw new XmlException(0, "the document is longer than " + MAX_LENGTH + " characters");
    }
    return new XmlReader().readAll(document.strip());
  }

  private XmlElement readAll(String document) throws XmlException {
    XMLStreamReader reader = null;
    try {
      reader = factory().createXMLStreamReader(new StringReader(document));
      while (reader.hasNext()) {
        handle(reader, reader.next());
      }
      return root;
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw new XmlException(line, "the document is not well-formed");
    } catch (RuntimeException e) {
      // The platform's parser has been seen to fail with unchecked exceptions on damaged input.
      throw new XmlException(0, "the document is not well-formed");
    } finally {
      close(reader);
    }
  }

  // The platform's own parser, whatever others a server has: its secure settings are known.
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static void close(XMLStreamReader reader) {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a reader over a text has nothing to close", e);
    }
  }

  private void handle(XMLStreamReader reader, int event) throws XmlException {
    int line = reader.getLocation().getLineNumber();
    switch (event) {
      case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
          throw new XmlException(line, "document types and entities are not allowed");
      case XMLStreamConstants.START_ELEMENT -> start(reader, line);
      case XMLStreamConstants.END_ELEMENT -> open.pop();
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
        if (!open.isEmpty()) {
          open.peek().append(reader.getText());
        }
      }
      default -> {
        // Comments and processing instructions say nothing to us.
      }
    }
  }

  private void start(XMLStreamReader reader, int line) throws XmlException {
    if (open.size() >= MAX_DEPTH || ++elements > MAX_ELEMENTS) {
      throw new XmlException(line, "the document has too many elements");
    }
    XmlElement element = new XmlElement(reader.getLocalName(), line);
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      element.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    if (open.isEmpty()) {
      root = element;
    } else {
      open.peek().add(element);
    }
    open.push(element);
  }
}
