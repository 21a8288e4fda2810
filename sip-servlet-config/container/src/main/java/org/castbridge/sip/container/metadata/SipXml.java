/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.metadata;

import static org.castbridge.sip.container.SipMessages.LOG;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.castbridge.sip.container.SipContainerException;

/**
 * Reads {@code WEB-INF/sip.xml} (JSR 289 19): application name, main servlet, servlets with their
 * parameters, listeners, timeouts and context parameters. Elements of other purpose are skipped;
 * servlet mapping rules are not supported, requests reach a servlet by name or through the main
 * servlet.
 */
public final class SipXml {
  private static final String FILE = "WEB-INF/sip.xml";
  private final XMLStreamReader xml;
  private final ApplicationBuilder application;

  private SipXml(XMLStreamReader xml, ApplicationBuilder application) {
    this.xml = xml;
    this.application = application;
  }

  /**
   * Adds what the descriptor says to an application.
   *
   * @throws SipContainerException naming the line, if it is not well-formed or says something
   *     impossible
   */
  public static void read(InputStream descriptor, ApplicationBuilder application)
      throws SipContainerException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(descriptor);
      try {
        new SipXml(xml, application).document();
      } catch (IllegalArgumentException e) {
        throw LOG.badDescriptor(FILE, xml.getLocation().getLineNumber(), e.getMessage(), e);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw LOG.badDescriptor(FILE, line, e.getMessage(), e);
    }
  }

  private void document() throws XMLStreamException {
    xml.nextTag();
    if (!"sip-app".equals(xml.getLocalName())) {
      throw new IllegalArgumentException(
          "root element is <" + xml.getLocalName() + ">, not <sip-app>");
    }
    children(this::topLevel);
  }

  private void topLevel(String element) throws XMLStreamException {
    switch (element) {
      case "app-name" -> application.name(text());
      case "display-name" -> application.displayName(text());
      case "description" -> application.description(text());
      case "servlet-selection" -> children(this::selection);
      case "main-servlet" -> application.mainServlet(text());
      case "servlet" -> servlet();
      case "listener" -> children(this::listener);
      case "context-param" -> parameter(application::contextParameter);
      case "session-config" -> children(this::sessionConfig);
      case "proxy-config" -> children(this::proxyConfig);
      default -> skip();
    }
  }

  private void selection(String element) throws XMLStreamException {
    if ("main-servlet".equals(element)) {
      application.mainServlet(text());
    } else {
      throw new IllegalArgumentException(
          "<" + element + "> is not supported; name a <main-servlet>");
    }
  }

  private void listener(String element) throws XMLStreamException {
    if ("listener-class".equals(element)) {
      application.listener(text());
    } else {
      skip();
    }
  }

  private void sessionConfig(String element) throws XMLStreamException {
    if ("session-timeout".equals(element)) {
      application.sessionTimeout(number());
    } else {
      skip();
    }
  }

  private void proxyConfig(String element) throws XMLStreamException {
    if ("proxy-timeout".equals(element)) {
      application.proxyTimeout(number());
    } else {
      skip();
    }
  }

  private void servlet() throws XMLStreamException {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> parameters = new LinkedHashMap<>();
    children(
        element -> {
          switch (element) {
            case "servlet-name", "servlet-class" -> values.put(element, text());
            case "load-on-startup" -> values.put(element, Integer.toString(number()));
            case "init-param" -> parameter(parameters::put);
            default -> skip();
          }
        });
    String className = required(values, "servlet-class");
    application.servlet(
        new ServletMetadata(
            required(values, "servlet-name"),
            className,
            Integer.parseInt(values.getOrDefault("load-on-startup", "-1")),
            parameters));
  }

  private static String required(Map<String, String> values, String element) {
    String value = values.get(element);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("<servlet> without <" + element + ">");
    }
    return value;
  }

  private void parameter(java.util.function.BiConsumer<String, String> sink)
      throws XMLStreamException {
    Map<String, String> values = new LinkedHashMap<>();
    children(
        element -> {
          switch (element) {
            case "param-name", "param-value" -> values.put(element, text());
            default -> skip();
          }
        });
    String name = values.get("param-name");
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("parameter without <param-name>");
    }
    sink.accept(name, values.getOrDefault("param-value", ""));
  }

  private int number() throws XMLStreamException {
    String text = text();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number", e);
    }
  }

  private String text() throws XMLStreamException {
    return xml.getElementText().trim();
  }

  private void skip() throws XMLStreamException {
    children(element -> skip());
  }

  private void children(ElementHandler handler) throws XMLStreamException {
    while (true) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        handler.handle(xml.getLocalName());
      } else if (event == XMLStreamConstants.END_ELEMENT
          || event == XMLStreamConstants.END_DOCUMENT) {
        return;
      }
    }
  }

  private interface ElementHandler {
    void handle(String element) throws XMLStreamException;
  }
}
