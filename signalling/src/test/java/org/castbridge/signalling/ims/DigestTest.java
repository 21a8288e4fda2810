/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.castbridge.signalling.Mutations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  private static final String TWO =
      "Digest realm=\"ims.test\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth,auth-int\","
          + " Digest realm=\"ims.test\",nonce=\"n\\\"2\" , opaque = \"o\", stale=TRUE";

  @Test
  void readsSeveralChallengesInOneField() throws HeaderException {
    assertThat(DigestChallenge.parse(TWO))
        .containsExactly(
            new DigestChallenge(
                "ims.test", "n1", "SHA-256", List.of("auth", "auth-int"), null, false),
            new DigestChallenge("ims.test", "n\"2", "MD5", List.of(), "o", true));
  }

  @Test
  void passesOverOtherSchemes() throws HeaderException {
    assertThat(DigestChallenge.parse("Basic realm=\"x\", Digest realm=r, nonce=n, Negotiate"))
        .extracting(DigestChallenge::realm)
        .containsExactly("r");
    assertThat(DigestChallenge.parse("")).isEmpty();
  }

  @Test
  void knowsItsAlgorithms() throws HeaderException {
    List<DigestChallenge> two = DigestChallenge.parse(TWO);
    assertThat(two.get(0).knownAlgorithm()).contains(DigestAlgorithm.SHA_256);
    assertThat(two.get(1).knownAlgorithm()).contains(DigestAlgorithm.MD5);
    assertThat(DigestAlgorithm.of("AKAv1-MD5")).isEmpty();
    assertThat(DigestAlgorithm.of("sha-256")).contains(DigestAlgorithm.SHA_256);
    assertThat(DigestAlgorithm.values()).as("the best first").startsWith(DigestAlgorithm.SHA_256);
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      assertThat(algorithm.ha1("u", "r", "p")).hasSize(algorithm.hexLength());
    }
  }

  // RFC 7616 section 3.9.1.
  @Test
  void computesTheExampleOfTheStandard() {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      DigestCredentials credentials =
          new DigestCredentials(
              "Mufasa",
              "http-auth@example.org",
              "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
              "/dir/index.html",
              algorithm == DigestAlgorithm.MD5
                  ? "8ca523f5e9506fed4657c9700eebdbec"
                  : "753927FA0E85D155564E2E272A28D1802CA10DAF4496794697CF8DB5856CB6C1",
              algorithm.headerName(),
              "auth",
              "00000001",
              "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
              null);
      String ha1 = algorithm.ha1("Mufasa", "http-auth@example.org", "Circle of Life");
      assertThat(credentials.proves(ha1, "GET")).isTrue();
      assertThat(credentials.proves(ha1, "POST")).isFalse();
    }
  }

  @Test
  void anUnknownAlgorithmProvesNothing() throws HeaderException {
    DigestCredentials credentials =
        DigestCredentials.parse(
            "Digest username=u, realm=r, nonce=n, uri=x, response=\"\", algorithm=none");
    assertThat(credentials.proves("", "GET")).isFalse();
  }

  @Test
  void qopWithoutCountOrNonceProvesNothingAndThrowsNothing() throws HeaderException {
    DigestCredentials credentials =
        DigestCredentials.parse("Digest username=u, realm=r, nonce=n, uri=x, response=r, qop=auth");
    assertThat(credentials.proves("a", "GET")).isFalse();
  }

  @Test
  void readsTheFirstRegisterOfAnImsUser() throws HeaderException {
    DigestCredentials first =
        DigestCredentials.initial("alice@ims.test", "ims.test", "sip:ims.test");
    assertThat(DigestCredentials.parse(first.toString())).isEqualTo(first);
    assertThat(first.toString()).contains("nonce=\"\"", "response=\"\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic x=y",
        "Digest",
        "Digest username=\"a",
        "=",
        "Digest ,=x",
        "Digest username=u, realm=r, nonce=n, uri=x, response=r, Digest a=b"
      })
  void refusesBrokenCredentials(String header) {
    assertThatExceptionOfType(HeaderException.class)
        .isThrownBy(() -> DigestCredentials.parse(header));
  }

  @Test
  void damagedHeadersThrowOnlyTheirTypedException() {
    Random random = new Random(8760);
    String credentials = DigestCredentials.initial("alice@ims.test", "r", "sip:x").toString();
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 20_000);
    for (int i = 0; i < iterations; i++) {
      try {
        for (DigestChallenge challenge : DigestChallenge.parse(Mutations.damage(TWO, random))) {
          assertThat(challenge.toString()).startsWith("Digest realm=");
        }
        DigestCredentials.parse(Mutations.damage(credentials, random)).proves("x", "REGISTER");
      } catch (HeaderException expected) {
        assertThat(expected.position()).isNotNegative();
      }
    }
  }

  @Property(tries = 300)
  void anyCredentialsSurviveWritingAndReading(
      @ForAll @Chars({'"', '\\', ',', ' ', 'a', '='}) String user,
      @ForAll @AlphaChars String nonce,
      @ForAll @AlphaChars @StringLength(min = 1) String nc)
      throws HeaderException {
    DigestCredentials credentials =
        new DigestCredentials(user, "r", nonce, "sip:x", "", "SHA-256", "auth", nc, user, nonce);
    assertThat(DigestCredentials.parse(credentials.toString())).isEqualTo(credentials);
  }
}
