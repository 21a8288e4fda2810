/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.castbridge.iptv.config.ConfigurationException;
import org.castbridge.iptv.config.IptvConfig;
import org.castbridge.iptv.config.IptvConfigTest;
import org.castbridge.signalling.xml.ServiceAttachment;
import org.castbridge.signalling.xml.ServiceDiscoveryDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentInformationTest {

  @ParameterizedTest
  @CsvSource({
    "etsi, application/vnd.etsi.iptvdiscovery+xml",
    "oipf, application/vnd.oipf.spdiscovery+xml"
  })
  void tellsWhereTheCatalogueIs(String profile, String type) throws Exception {
    Attachment attachment =
        new AttachmentInformation(IptvConfigTest.config(Map.of("castbridge.profile", profile)))
            .current();
    assertThat(attachment.contentType()).isEqualTo(type);
    ServiceAttachment ssf = ServiceDiscoveryDocument.parse(attachment.body()).attachments().get(0);
    assertThat(ssf.provider().domainName()).isEqualTo("ims.test");
    assertThat(ssf.pulls().get(0).location()).isEqualTo("http://127.0.0.1:8080/iptv/ssf/");
    assertThat(ssf.pulls().get(0).payloads().get(0).id()).isEqualTo("06");
    assertThat(attachment.version()).isBetween(1, 255);
  }

  @Test
  void aChangeIsSeenOnceAndHasAnotherVersion() {
    Map<String, String> own = new HashMap<>();
    IptvConfig shipped = IptvConfigTest.config(Map.of());
    IptvConfig config =
        new IptvConfig(key -> Optional.ofNullable(own.get(key)).or(() -> value(shipped, key)));
    AttachmentInformation information = new AttachmentInformation(config);
    for (int i = 0; i < 300; i++) {
      int before = information.current().version();
      own.put("castbridge.ssf.location", "http://ssf-" + i + ".ims.test/ssf");
      assertThat(information.refresh()).isTrue();
      assertThat(information.refresh()).isFalse();
      assertThat(information.current().version()).isBetween(1, 255).isNotEqualTo(before);
      assertThat(information.current().body()).contains("http://ssf-" + i + ".ims.test/ssf/");
    }
    own.put("castbridge.ssf.location", "nonsense");
    assertThatThrownBy(information::refresh).isInstanceOf(ConfigurationException.class);
    assertThat(information.current().body()).contains("http://ssf-299.ims.test/ssf/");
  }

  private static Optional<String> value(IptvConfig config, String key) {
    return switch (key) {
      case "castbridge.profile" -> Optional.of("etsi");
      case "castbridge.sdf.provider.domain" -> Optional.of(config.providerDomain());
      case "castbridge.sdf.provider.name" -> Optional.of(config.providerName());
      case "castbridge.ssf.location" -> Optional.of(config.ssfLocation());
      default -> Optional.empty();
    };
  }

  @Test
  void aRestartIsNoChange() {
    IptvConfig config = IptvConfigTest.config(Map.of());
    assertThat(new AttachmentInformation(config).current())
        .isEqualTo(new AttachmentInformation(config).current());
  }
}
