/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

class DigestClientTest {
  private static HeaderFactory headers;
  private final DigestClient client = new DigestClient();

  @BeforeAll
  static void factories() throws PeerUnavailableException {
    SipFactory factory = SipFactory.getInstance();
    factory.setPathName("gov.nist");
    headers = factory.createHeaderFactory();
    SipFactoryImpl.headerFactory = headers;
  }

  @Test
  void countsEachNonceFromOneWhateverTheEngineSays() throws ParseException {
    assertThat(answer(challenge("SHA-256", "n1", "auth"), 17).getNonceCount()).isEqualTo(1);
    assertThat(answer(challenge("SHA-256", "n1", "auth"), 18).getNonceCount()).isEqualTo(2);
    assertThat(answer(challenge("SHA-256", "n2", "auth"), 19).getNonceCount()).isEqualTo(1);
  }

  @Test
  void answersWithWhatItComputedOver() throws ParseException {
    AuthorizationHeader header = answer(challenge("SHA-256", "n3", "auth,auth-int"), 2);
    String expected =
        new DigestResponse(
                DigestAlgorithm.SHA_256,
                "alice@ims.test",
                "ims.test",
                "wonderland",
                "REGISTER",
                "sip:ims.test",
                "n3",
                "00000001",
                header.getCNonce(),
                "auth")
            .value();
    assertThat(header.getResponse()).isEqualTo(expected);
    assertThat(header.getAlgorithm()).isEqualTo("SHA-256");
    assertThat(header.toString()).contains("uri=\"sip:ims.test\"").contains("nc=00000001");
  }

  @Test
  void withoutQualityOfProtectionThereIsNoCount() throws ParseException {
    AuthorizationHeader header = answer(challenge("MD5", "n4", null), 2);
    assertThat(header.toString()).doesNotContain("nc=").doesNotContain("cnonce");
    assertThat(header).isNotInstanceOf(ProxyAuthorizationHeader.class);
  }

  @Test
  void proxyChallengeGetsProxyAuthorization() throws ParseException {
    var challenge = headers.createProxyAuthenticateHeader("Digest");
    challenge.setRealm("ims.test");
    challenge.setNonce("n5");
    assertThat(answer(challenge, 1)).isInstanceOf(ProxyAuthorizationHeader.class);
  }

  @Test
  void refusesWhatItCannotAnswer() throws ParseException {
    WWWAuthenticateHeader algorithm = challenge("AKAv1-MD5", "n", "auth");
    WWWAuthenticateHeader quality = challenge("MD5", "n", "auth-int");
    assertThatThrownBy(() -> answer(algorithm, 1)).hasMessageContaining("AKAv1-MD5");
    assertThatThrownBy(() -> answer(quality, 1)).hasMessageContaining("auth-int");
  }

  private AuthorizationHeader answer(WWWAuthenticateHeader challenge, int engineCount) {
    return client.getAuthorizationHeader(
        "REGISTER",
        "sip:ims.test",
        "",
        challenge,
        "alice@ims.test",
        "wonderland",
        challenge.getNonce(),
        engineCount);
  }

  private static WWWAuthenticateHeader challenge(String algorithm, String nonce, String qop)
      throws ParseException {
    WWWAuthenticateHeader challenge = headers.createWWWAuthenticateHeader("Digest");
    challenge.setRealm("ims.test");
    challenge.setNonce(nonce);
    challenge.setAlgorithm(algorithm);
    if (qop != null) {
      challenge.setParameter("qop", qop);
    }
    return challenge;
  }
}
