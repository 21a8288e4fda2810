/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameAddrTest {

  @Test
  void keepsContactParametersAsTheyCame() throws Exception {
    NameAddr contact =
        NameAddr.parse(
            "<sip:a@h;transport=tcp;app=sgw>;+sip.instance=\"<urn:uuid:1;x>\";G.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp\""
                + ";expires=60;flag");
    assertThat(contact.uri()).isEqualTo("sip:a@h;transport=tcp;app=sgw");
    assertThat(contact.sipUri().param("app")).contains("sgw");
    assertThat(contact.params())
        .containsEntry("+sip.instance", "\"<urn:uuid:1;x>\"")
        .containsEntry("g.3gpp.icsi-ref", "\"urn%3Aurn-7%3A3gpp\"")
        .containsEntry("expires", "60")
        .containsEntry("flag", "")
        .hasSize(4);
  }

  @Test
  void readsEveryFormOfAnAddress() throws Exception {
    assertThat(NameAddr.parse("\"A \\\"<sip:evil@h>\\\"\" <sip:a@h>;tag=1").uri())
        .isEqualTo("sip:a@h");
    assertThat(NameAddr.parse("Alice <sip:a@h>").uri()).isEqualTo("sip:a@h");
    NameAddr bare = NameAddr.parse("sip:a@h;tag=1");
    assertThat(bare.uri()).isEqualTo("sip:a@h");
    assertThat(bare.params()).containsEntry("tag", "1");
    assertThat(NameAddr.parse("*").uri()).isEqualTo("*");
    assertThat(NameAddr.parse("<tel:+49>").uri()).isEqualTo("tel:+49");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a", "<sip:a@h", "\"a\\", "<sip:a@h>;x=\"y"})
  void refusesWhatIsNotClosed(String text) {
    assertThatThrownBy(() -> NameAddr.parse(text)).isInstanceOf(SipUriException.class);
  }

  @Property(tries = 1500)
  void neverThrowsAnythingElse(@ForAll @StringLength(max = 60) String tail) {
    for (String text : new String[] {tail, "\"" + tail, "<sip:a@h>;" + tail}) {
      try {
        assertThat(NameAddr.parse(text).uri()).isNotNull();
      } catch (SipUriException e) {
        assertThat(e).hasMessageContaining("closed");
      }
    }
  }
}
