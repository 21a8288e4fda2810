/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.castbridge.sip.container.SipContainerException;
import org.junit.jupiter.api.Test;

class SipXmlTest {
  private static final String FULL =
      """
      <?xml version="1.0"?>
      <sip-app xmlns="http://www.jcp.org/xml/ns/sipservlet">
        <app-name>iptv-services</app-name>
        <display-name>IPTV</display-name>
        <servlet-selection><main-servlet>scf</main-servlet></servlet-selection>
        <servlet>
          <servlet-name>sdf</servlet-name><servlet-class>org.x.Sdf</servlet-class>
          <init-param><param-name>a</param-name><param-value>1</param-value></init-param>
          <load-on-startup>2</load-on-startup>
        </servlet>
        <servlet>
          <servlet-name>scf</servlet-name><servlet-class>org.x.Scf</servlet-class><load-on-startup>1</load-on-startup>
        </servlet>
        <listener><listener-class>org.x.Listener</listener-class></listener>
        <context-param><param-name>k</param-name><param-value>v</param-value></context-param>
        <session-config><session-timeout>10</session-timeout></session-config>
        <proxy-config><proxy-timeout>60</proxy-timeout></proxy-config>
        <icon><small-icon>x</small-icon></icon>
      </sip-app>
      """;

  @Test
  void readsAllThatIsSupported() throws SipContainerException {
    ApplicationMetadata application = read(FULL);
    assertThat(application.name()).isEqualTo("iptv-services");
    assertThat(application.mainServlet()).isEqualTo("scf");
    assertThat(application.servletNames()).containsExactly("scf", "sdf");
    assertThat(application.servlets().get(1).initParameters()).isEqualTo(Map.of("a", "1"));
    assertThat(application.listeners()).containsExactly("org.x.Listener");
    assertThat(application.contextParameters()).isEqualTo(Map.of("k", "v"));
    assertThat(application.sessionTimeout()).isEqualTo(10);
    assertThat(application.proxyTimeout()).isEqualTo(60);
  }

  @Test
  void emptyApplicationTakesDefaults() throws SipContainerException {
    ApplicationMetadata application = read("<sip-app/>");
    assertThat(application.name()).isEqualTo("fallback");
    assertThat(application.mainServlet()).isNull();
    assertThat(application.sessionTimeout())
        .isEqualTo(ApplicationBuilder.DEFAULT_SESSION_TIMEOUT_MINUTES);
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    assertBad(
        "<sip-app>\n<servlet><servlet-name>x</servlet-name></servlet>\n</sip-app>",
        "line 2",
        "servlet-class");
    assertBad(
        "<sip-app><session-config><session-timeout>long</session-timeout></session-config></sip-app>",
        "long");
    assertBad("<web-app/>", "web-app");
    assertBad("<sip-app>", "sip.xml");
    assertBad(
        "<sip-app><servlet-selection><servlet-mapping/></servlet-selection></sip-app>",
        "servlet-mapping");
    assertBad("<sip-app><main-servlet>ghost</main-servlet></sip-app>", "ghost");
  }

  @Test
  void entitiesAreNotExpanded() {
    assertThatThrownBy(
            () ->
                read(
                    "<!DOCTYPE sip-app [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + "<sip-app><app-name>&x;</app-name></sip-app>"))
        .isInstanceOf(SipContainerException.class);
  }

  @Test
  void damagedDescriptorsAreRefusedWithTheTypedErrorOnly() {
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = FULL.getBytes(StandardCharsets.UTF_8);
      for (int change = 0; change < 1 + random.nextInt(4); change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
      }
      try {
        read(new String(bytes, StandardCharsets.UTF_8));
      } catch (SipContainerException e) {
        assertThat(e.getMessage()).startsWith("CASTB00");
      }
    }
  }

  private static void assertBad(String xml, String... words) {
    assertThatThrownBy(() -> read(xml))
        .isInstanceOf(SipContainerException.class)
        .hasMessageContainingAll(words);
  }

  private static ApplicationMetadata read(String xml) throws SipContainerException {
    ApplicationBuilder application = new ApplicationBuilder();
    SipXml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), application);
    return application.build("fallback");
  }

  @Test
  void descriptorWinsOverAnnotation() throws SipContainerException {
    ApplicationBuilder application = new ApplicationBuilder();
    SipXml.read(new ByteArrayInputStream(FULL.getBytes(StandardCharsets.UTF_8)), application);
    application
        .name("annotated")
        .sessionTimeout(99)
        .servlet(new ServletMetadata("other", "org.x.Sdf", 5, Map.of()))
        .servlet(new ServletMetadata("third", "org.x.Third", -1, Map.of()));
    ApplicationMetadata built = application.build("fallback");
    assertThat(built.name()).isEqualTo("iptv-services");
    assertThat(built.sessionTimeout()).isEqualTo(10);
    assertThat(built.servletNames()).isEqualTo(List.of("scf", "sdf", "third"));
  }
}
