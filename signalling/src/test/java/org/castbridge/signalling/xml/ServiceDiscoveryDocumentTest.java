/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import org.castbridge.signalling.Mutations;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.xml.ServiceAttachment.Payload;
import org.castbridge.signalling.xml.ServiceAttachment.Provider;
import org.castbridge.signalling.xml.ServiceAttachment.Pull;
import org.castbridge.signalling.xml.ServiceAttachment.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceDiscoveryDocumentTest {
  private static final String DOMAIN = "ims.test";

  private static final ServiceDiscoveryDocument DOCUMENT =
      new ServiceDiscoveryDocument(
          List.of(
              new ServiceAttachment(
                  DOMAIN,
                  ServiceAttachment.DVB,
                  3,
                  "Films <& more>",
                  new Provider(DOMAIN, "Castbridge \u00e9", "http://127.0.0.1/logo.png"),
                  List.of(
                      new Pull(
                          "http://127.0.0.1:8080/iptv/ssf/",
                          List.of(
                              new Payload("06", List.of(new Segment("0001", 2))),
                              new Payload("03", List.of()))))),
              new ServiceAttachment(
                  "other.test",
                  ServiceAttachment.DVB,
                  0,
                  null,
                  new Provider("other.test", null, null),
                  List.of())));

  @ParameterizedTest
  @EnumSource(IptvProfile.class)
  void documentsSurviveWritingAndReading(IptvProfile profile) throws XmlException {
    assertThat(ServiceDiscoveryDocument.parse(DOCUMENT.toXml(profile))).isEqualTo(DOCUMENT);
  }

  @Test
  void writesTheFormOfTheProfile() {
    assertThat(DOCUMENT.toXml(IptvProfile.ETSI))
        .contains(
            "<SSF ID=\"ims.test\" Technology=\"dvb.org_iptv\" Version=\"3\">", "iptvdiscovery");
    assertThat(DOCUMENT.toXml(IptvProfile.OIPF))
        .contains("<ServiceProviderDiscovery>", "<PayloadId Id=\"06\">", "<Offering>");
  }

  @Test
  void charactersXmlCannotCarryAreReplaced() throws XmlException {
    ServiceDiscoveryDocument odd =
        new ServiceDiscoveryDocument(
            List.of(
                new ServiceAttachment(
                    "x", "y", 1, "a\u0001\ud800b", new Provider("d", null, null), List.of())));
    assertThat(
            ServiceDiscoveryDocument.parse(odd.toXml(IptvProfile.ETSI))
                .attachments()
                .get(0)
                .description())
        .isEqualTo("a\ufffd\ufffdb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "<a/>",
        "<SSFList>",
        "<SSFList><SSF/></SSFList>",
        "<SSFList><SSF ID='1'><ServiceProvider/></SSF></SSFList>",
        "<SSFList><SSF ID='1' Version='x'><ServiceProvider DomainName='d'/></SSF></SSFList>",
        "<SSFList><SSF ID='1'><ServiceProvider DomainName='d'/><Pull/></SSF></SSFList>",
        "<ServiceDiscovery><ServiceProviderDiscovery><ServiceProvider/></ServiceProviderDiscovery></ServiceDiscovery>"
      })
  void otherDocumentsAreRefused(String xml) {
    assertThatExceptionOfType(XmlException.class)
        .isThrownBy(() -> ServiceDiscoveryDocument.parse(xml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE SSFList SYSTEM 'file:///etc/passwd'><SSFList/>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><SSFList><SSF ID='&e;'/></SSFList>",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><SSFList>&b;</SSFList>",
        "<SSFList>&unknown;</SSFList>"
      })
  void documentTypesAndEntitiesAreRefused(String xml) {
    assertThatExceptionOfType(XmlException.class)
        .isThrownBy(() -> ServiceDiscoveryDocument.parse(xml));
  }

  @Test
  void deepAndLongDocumentsAreRefused() {
    String deep = "<SSFList>".repeat(40) + "</SSFList>".repeat(40);
    String wide = "<SSFList>" + "<a/>".repeat(500_001) + "</SSFList>";
    for (String xml : List.of(deep, wide, "<SSFList>" + " ".repeat(XmlReader.MAX_LENGTH))) {
      assertThatExceptionOfType(XmlException.class)
          .isThrownBy(() -> ServiceDiscoveryDocument.parse(xml));
    }
  }

  @Test
  void damagedDocumentsThrowOnlyTheirTypedException() {
    Random random = new Random(183063);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 4_000);
    for (int i = 0; i < iterations; i++) {
      IptvProfile profile = i % 2 == 0 ? IptvProfile.ETSI : IptvProfile.OIPF;
      try {
        ServiceDiscoveryDocument read =
            ServiceDiscoveryDocument.parse(Mutations.damage(DOCUMENT.toXml(profile), random));
        assertThat(read.toXml(profile)).isNotEmpty();
      } catch (XmlException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }
}
