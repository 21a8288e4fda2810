/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {

  @Test
  void takesAUriApart() throws Exception {
    SipUri uri = SipUri.parse("<sip:alice-7f:secret@Host.Example:5070;transport=TCP;lr?x=y>");
    assertThat(uri.user()).isEqualTo("alice-7f");
    assertThat(uri.host()).isEqualTo("host.example");
    assertThat(uri.port()).isEqualTo(5070);
    assertThat(uri.params()).containsEntry("transport", "TCP").containsEntry("lr", "").hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "sip:alice@ims.test, sip:alice@ims.test",
    "SIP:%61lice@IMS.test:5060;user=phone, sip:alice@ims.test",
    "sips:alice@[2001:DB8::1]:5061, sips:alice@[2001:db8::1]",
    "sip:ims.test, sip:ims.test",
    "sip:+49;phone-context=x@ims.test, sip:+49;phone-context=x@ims.test",
    "sip:a%40b@ims.test, sip:a%40b@ims.test"
  })
  void givesOneAddressOfRecordForEveryWayOfWriting(String text, String aor) throws Exception {
    assertThat(SipUri.parse(text).addressOfRecord()).isEqualTo(aor);
  }

  @Test
  void contactsDifferByPortAndTransportOnly() throws Exception {
    String tcp = SipUri.parse("sip:a@h:5060;transport=tcp;app=sgw").contactKey();
    assertThat(SipUri.parse("sip:a@H;transport=TCP;app=x").contactKey()).isEqualTo(tcp);
    assertThat(SipUri.parse("sip:a@h").contactKey()).isNotEqualTo(tcp);
    assertThat(SipUri.parse("sip:a@h:5061;transport=tcp").contactKey()).isNotEqualTo(tcp);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alice",
        "tel:+49",
        "http://x",
        "sip:",
        "sip:@host",
        "sip:a@",
        "sip:a@b@c:x",
        "sip:a@h:0",
        "sip:a@h:65536",
        "sip:a@h:123456",
        "sip:a%4@h",
        "sip:a%@h",
        "sip:a%ff@h",
        "sip:a b@h",
        "sip:a@h;=x",
        "sip:a@h st",
        "sip:a@[::1",
        "sip:a<@h",
        "sip:a\"@h"
      })
  void refusesWhatIsNoSipUri(String text) {
    assertThatThrownBy(() -> SipUri.parse(text)).isInstanceOf(SipUriException.class);
  }

  @Property(tries = 2000)
  void neverThrowsAnythingElse(@ForAll @StringLength(max = 60) String tail) {
    for (String text : new String[] {tail, "sip:" + tail, "sip:a@" + tail, "<sip:a@h;" + tail}) {
      try {
        SipUri uri = SipUri.parse(text);
        assertThat(SipUri.parse(uri.addressOfRecord()).addressOfRecord())
            .isEqualTo(uri.addressOfRecord());
      } catch (SipUriException e) {
        assertThat(e).hasMessageContaining("not a SIP URI");
      }
    }
  }
}
