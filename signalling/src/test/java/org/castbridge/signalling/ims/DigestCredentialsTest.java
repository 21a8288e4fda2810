/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestCredentialsTest {

  @Test
  void readsQuotedAndPlainValuesInAnyOrder() throws Exception {
    DigestCredentials c =
        DigestCredentials.parse(
            " digest  uri=\"sip:ims.test\", username = \"a\\\"l,ice\" ,NC=00000001,qop=\"auth\","
                + "algorithm=\"SHA-256\",response=\"AB\",nonce=\"n==\",cnonce=\"c\",realm=\"ims.test\"");
    assertThat(c.username()).isEqualTo("a\"l,ice");
    assertThat(c.uri()).isEqualTo("sip:ims.test");
    assertThat(c.nc()).isEqualTo("00000001");
    assertThat(c.qop()).isEqualTo("auth");
    assertThat(c.algorithm()).isEqualTo("SHA-256");
    assertThat(c.nonce()).isEqualTo("n==");
    assertThat(c.provesNothing()).isFalse();
  }

  @Test
  void firstRegisterOfAnImsClientProvesNothing() throws Exception {
    DigestCredentials c =
        DigestCredentials.parse(
            "Digest username=\"alice@ims.test\",realm=\"ims.test\",uri=\"sip:ims.test\",nonce=\"\",response=\"\"");
    assertThat(c.provesNothing()).isTrue();
    assertThat(c.username()).isEqualTo("alice@ims.test");
  }

  @Test
  void whatIsMissingIsNull() throws Exception {
    DigestCredentials c = DigestCredentials.parse("Digest realm=r, nonce=n, opaque=o, qop=AUTH");
    assertThat(c)
        .isEqualTo(
            new DigestCredentials(null, "r", "n", null, null, "MD5", "AUTH", null, null, "o"));
    assertThat(c.provesNothing()).isTrue();
    assertThat(c.proves("x", "REGISTER")).isFalse();
    assertThat(c)
        .hasToString("Digest realm=\"r\", nonce=\"n\", algorithm=MD5, opaque=\"o\", qop=AUTH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic abc",
        "Digest",
        "Digest ,",
        "Digest =x",
        "Digest a",
        "Digest a=\"x",
        "Digest a=\"x\\",
        "Digest a=1,a=2",
        "Digest a=1,b=2, A=1",
        "Digest a=1, Digest b=2",
        "Digest a=b c=d"
      })
  void refusesWhatBreaksTheGrammar(String header) {
    assertThatThrownBy(() -> DigestCredentials.parse(header)).isInstanceOf(HeaderException.class);
  }

  @Property(tries = 2000)
  void neverThrowsAnythingElse(@ForAll @StringLength(max = 80) String tail) {
    for (String header : new String[] {tail, "Digest " + tail, "Digest nonce=\"" + tail}) {
      try {
        assertThat(DigestCredentials.parse(header)).isNotNull();
      } catch (HeaderException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }
}
