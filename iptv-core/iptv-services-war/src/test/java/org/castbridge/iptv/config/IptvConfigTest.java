/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castbridge.signalling.ims.IptvProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Also gives other tests the shipped defaults. */
public class IptvConfigTest {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)\\}");

  /** The shipped defaults with some values of one's own, references resolved. */
  public static IptvConfig config(Map<String, String> own) {
    Properties values = new Properties();
    try (InputStream in =
        IptvConfig.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      values.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    values.setProperty("jboss.server.data.dir", "/data");
    own.forEach(values::setProperty);
    return new IptvConfig(key -> Optional.ofNullable(resolved(values, values.getProperty(key))));
  }

  private static String resolved(Properties values, String text) {
    return text == null
        ? null
        : REFERENCE
            .matcher(text)
            .replaceAll(
                m -> Matcher.quoteReplacement(resolved(values, values.getProperty(m.group(1)))));
  }

  @Test
  void theDefaultsAreTheContracts() {
    IptvConfig config = config(Map.of());
    assertThat(config.identities().discoveryUri()).isEqualTo("sip:sdf@ims.test");
    assertThat(config.identities().contentUri("harbour")).isEqualTo("sip:cod-harbour@ims.test");
    assertThat(config.identities().mediaControlUri()).isEqualTo("sip:mcf@ims.test");
    assertThat(config.coreRoute()).isEqualTo("sip:127.0.0.1:5070;transport=tcp;lr");
    assertThat(config.ssfLocation()).isEqualTo("http://127.0.0.1:8080/iptv/ssf/");
    assertThat(config.contentDir()).hasToString("/data/films");
    assertThat(config.ssfTrustedPeers()).containsExactlyInAnyOrder("127.0.0.1", "::1");
    assertThat(config.profile()).isEqualTo(IptvProfile.ETSI);
    assertThat(config.demoUsers()).isTrue();
  }

  @Test
  void theProfileNamesTheIdentitiesUnlessTheyAreConfigured() {
    IptvConfig oipf =
        config(Map.of("castbridge.profile", "oipf", "castbridge.psi.cod", "vod.{id}"));
    assertThat(oipf.identities().discoveryUser()).isEqualTo("OIPF_IPTV_SPD");
    assertThat(oipf.identities().contentUser("x")).isEqualTo("vod.x");
  }

  @ParameterizedTest
  @CsvSource({
    "castbridge.core.port, 70000, must be from 1 to 65535",
    "castbridge.core.port, sip, is not a number",
    "castbridge.core.port, '', is not set",
    "castbridge.profile, dvb, is neither etsi nor oipf",
    "castbridge.psi.cod, cod, needs one {id}",
    "castbridge.ssf.location, /iptv/ssf/, is not an absolute URI",
    "castbridge.ssf.location, 'http://a b/', is not a URI",
  })
  void aWrongValueIsNamed(String key, String value, String fault) {
    IptvConfig config = config(Map.of(key, value));
    assertThatThrownBy(
            () -> {
              config.corePort();
              config.identities();
              config.ssfLocation();
            })
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(fault);
  }
}
