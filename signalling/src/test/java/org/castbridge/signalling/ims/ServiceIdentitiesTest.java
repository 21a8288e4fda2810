/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceIdentitiesTest {
  private final ServiceIdentities etsi = ServiceIdentities.of(IptvProfile.ETSI, "ims.test");
  private final ServiceIdentities oipf = ServiceIdentities.of(IptvProfile.OIPF, "ims.test");

  @Test
  void namesServicesByProfile() {
    assertThat(etsi.contentUri("harbour")).isEqualTo("sip:cod-harbour@ims.test");
    assertThat(etsi.discoveryUri()).isEqualTo("sip:sdf@ims.test");
    assertThat(etsi.mediaControlUri()).isEqualTo("sip:mcf@ims.test");
    assertThat(oipf.contentUri("harbour")).isEqualTo("sip:OIPF_IPTV_CoD_Service_harbour@ims.test");
    assertThat(oipf.discoveryUri()).isEqualTo("sip:OIPF_IPTV_SPD@ims.test");
  }

  @Test
  void escapesContentReferences() {
    String user = etsi.contentUser("acme.com/films/7#a");
    assertThat(user).isEqualTo("cod-acme%2Ecom%2Ffilms%2F7%23a");
    assertThat(etsi.contentId(user)).contains("acme.com/films/7#a");
    assertThat(etsi.contentId("cod-acme.com")).contains("acme.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "cod-", "sdf", "xcod-a", "cod-%", "cod-%2", "cod-%zz", "cod-%0a", "cod-%ff"})
  void otherUserPartsAreNoFilm(String user) {
    assertThat(etsi.contentId(user)).isEmpty();
  }

  @Test
  void longIdsAndNoUserAreNoFilm() {
    assertThat(etsi.contentId("cod-" + "a".repeat(256))).isPresent();
    assertThat(etsi.contentId("cod-" + "a".repeat(257))).isEmpty();
    assertThat(etsi.contentId(null)).isEmpty();
  }

  @Test
  void aTemplateNeedsOnePlace() {
    assertThat(etsi.withContentTemplate("film.{id}.x").contentId("film.7.x")).contains("7");
    assertThatThrownBy(() -> etsi.withContentTemplate("film"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> etsi.withContentTemplate("{id}{id}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void profilesAreFoundByName() {
    assertThat(IptvProfile.of(" Oipf ")).contains(IptvProfile.OIPF);
    assertThat(IptvProfile.of("other")).isEmpty();
    assertThat(IptvProfile.ETSI.discoveryEvent())
        .isEqualTo(
            "ua-profile;profile-type=\"application\";"
                + "appids=\"urn:org:etsi:ngn:applications:ipTV-Service-Provider-Discovery\"");
  }

  @Property(tries = 500)
  void anyIdSurvivesEscaping(@ForAll("ids") String id) {
    assertThat(etsi.contentUser(id)).matches("cod-[A-Za-z0-9_%-]+");
    assertThat(etsi.contentId(etsi.contentUser(id))).contains(id);
  }

  @Property(tries = 500)
  void noUserPartThrows(@ForAll String user) {
    etsi.contentId("cod-" + user);
    oipf.contentId(user);
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings()
        .ascii()
        .withChars("\u00e9\u4e2d")
        .ofMinLength(1)
        .ofMaxLength(40)
        .filter(id -> id.chars().noneMatch(Character::isISOControl));
  }
}
