/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.castbridge.signalling.Mutations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastDiscoveryTest {
  private static final BroadcastDiscovery CHANNELS =
      new BroadcastDiscovery(
          "ims.test",
          List.of(
              new BroadcastChannel("one", "One & only", 1, "basic", 0, true, true),
              new BroadcastChannel("two", "Two", 0, null, 16, false, null)));

  @Test
  void survivesWritingAndReading() throws XmlException {
    BroadcastDiscovery read = BroadcastDiscovery.parse(CHANNELS.toXml());
    assertThat(read).isEqualTo(CHANNELS);
    assertThat(read.serviceId(read.channels().get(0))).isEqualTo("one:ims.test");
  }

  @Test
  void readsAForeignRecord() throws XmlException {
    String xml =
        """
        <ServiceDiscovery xmlns="urn:x"><BroadcastDiscovery DomainName="iptv.example" Version="1">
          <ServiceList><SingleService><ServiceLocation><IPMulticastAddress Address="239.1.1.1"
            Port="5000"/></ServiceLocation><TextualIdentifier ServiceName="news"/></SingleService>
          </ServiceList></BroadcastDiscovery></ServiceDiscovery>""";
    assertThat(BroadcastDiscovery.parse(xml).channels())
        .containsExactly(new BroadcastChannel("news", "news", 0, null, 0, false, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BroadcastDiscovery        | OtherDiscovery        | broadcast discovery
          DomainName="ims.test"     | DomainName=" "        | DomainName
          DomainName="ims.test"     | DomainName="a b"      | DomainName
          ServiceName="one"         | ServiceName="o:e"     | ServiceName
          ServiceName="one"         | x="one"               | ServiceName
          number="1"                | number="first"        | number
          """)
  void wrongValuesAreNamed(String right, String wrong, String message) {
    String xml = CHANNELS.toXml().replace(right, wrong);
    assertThatThrownBy(() -> BroadcastDiscovery.parse(xml))
        .isInstanceOf(XmlException.class)
        .hasMessageContaining(message);
  }

  @Test
  void damagedRecordsThrowOnlyTheirTypedException() {
    Random random = new Random(102034);
    String xml = CHANNELS.toXml();
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 4_000);
    for (int i = 0; i < iterations; i++) {
      try {
        assertThat(BroadcastDiscovery.parse(Mutations.damage(xml, random)).toXml()).isNotEmpty();
      } catch (XmlException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }
}
