/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castbridge.ims.auth.Authenticator.Outcome;
import org.castbridge.ims.message.SipRefusal;
import org.castbridge.signalling.ims.DigestAlgorithm;
import org.castbridge.signalling.ims.DigestCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final String URI = "sip:ims.test";

  private final Authenticator authenticator =
      new Authenticator(
          "ims.test",
          new NonceStore(new SecureRandom(), Duration.ofSeconds(300), 100),
          List.of(DigestAlgorithm.values()),
          (impi, a) ->
              impi.equals("alice@ims.test")
                  ? Optional.of(a.ha1(impi, "ims.test", "wonderland"))
                  : Optional.empty());

  private Outcome.Challenge challenge(Instant now) throws SipRefusal {
    return (Outcome.Challenge) authenticator.authenticate(List.of(), "REGISTER", URI, now);
  }

  private static String nonce(Outcome.Challenge c) {
    Matcher m = Pattern.compile("nonce=\"([^\"]+)\"").matcher(c.headers().get(0));
    assertThat(m.find()).isTrue();
    return m.group(1);
  }

  private static String answer(
      DigestAlgorithm a, String user, String password, String nonce, String nc, String uri) {
    DigestCredentials unproved =
        new DigestCredentials(
            user, "ims.test", nonce, uri, "", a.headerName(), "auth", nc, "c1", null);
    String response = a.response(a.ha1(user, "ims.test", password), "REGISTER", unproved);
    return String.format(
        "Digest username=\"%s\",realm=\"ims.test\",nonce=\"%s\",uri=\"%s\",response=\"%s\","
            + "algorithm=%s,cnonce=\"c1\",qop=auth,nc=%s",
        user, nonce, uri, response, a.headerName(), nc);
  }

  private Outcome authenticate(String header, Instant now) throws SipRefusal {
    return authenticator.authenticate(List.of(header), "REGISTER", URI, now);
  }

  @Test
  void challengesWithSha256BeforeMd5() throws Exception {
    Outcome.Challenge c = challenge(T0);
    assertThat(c.headers()).hasSize(2);
    assertThat(c.headers().get(0))
        .contains("algorithm=SHA-256", "qop=\"auth\"", "realm=\"ims.test\"");
    assertThat(c.headers().get(1)).contains("algorithm=MD5", "qop=\"auth\"");
    assertThat(c.stale()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void grantsTheRightResponse(DigestAlgorithm a) throws Exception {
    String header =
        answer(a, "alice@ims.test", "wonderland", nonce(challenge(T0)), "00000002", URI);
    assertThat(authenticate(header, T0)).isEqualTo(new Outcome.Granted("alice@ims.test"));
  }

  @Test
  void aReplayIsChallengedAnew() throws Exception {
    String nonce = nonce(challenge(T0));
    String header =
        answer(DigestAlgorithm.MD5, "alice@ims.test", "wonderland", nonce, "00000001", URI);
    assertThat(authenticate(header, T0)).isInstanceOf(Outcome.Granted.class);
    assertThat(authenticate(header, T0)).isInstanceOf(Outcome.Challenge.class);
    String next =
        answer(DigestAlgorithm.MD5, "alice@ims.test", "wonderland", nonce, "00000002", URI);
    assertThat(authenticate(next, T0)).isInstanceOf(Outcome.Granted.class);
  }

  @Test
  void anOldNonceIsStaleForWhoKnowsThePasswordOnly() throws Exception {
    String nonce = nonce(challenge(T0));
    Instant later = T0.plusSeconds(1000);
    String right =
        answer(DigestAlgorithm.SHA_256, "alice@ims.test", "wonderland", nonce, "00000001", URI);
    Outcome.Challenge c = (Outcome.Challenge) authenticate(right, later);
    assertThat(c.stale()).isTrue();
    assertThat(c.headers()).allMatch(h -> h.contains("stale=true"));
    String wrong =
        answer(DigestAlgorithm.SHA_256, "alice@ims.test", "guess", nonce, "00000001", URI);
    assertThatThrownBy(() -> authenticate(wrong, later)).isInstanceOf(SipRefusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice@ims.test", "nobody@ims.test"})
  void wrongPasswordAndUnknownUserGetTheSameAnswer(String user) throws Exception {
    String header =
        answer(DigestAlgorithm.MD5, user, "guess", nonce(challenge(T0)), "00000001", URI);
    assertThatThrownBy(() -> authenticate(header, T0))
        .isInstanceOfSatisfying(SipRefusal.class, e -> assertThat(e.status()).isEqualTo(403))
        .hasMessage("the credentials are wrong");
  }

  @Test
  void aProofForAnotherRequestUriIsRefused() throws Exception {
    String header =
        answer(
            DigestAlgorithm.MD5,
            "alice@ims.test",
            "wonderland",
            nonce(challenge(T0)),
            "00000001",
            "sip:other.test");
    assertRefused(header, "uri differs");
  }

  @Test
  void brokenFormsAreRefusedWithTheirFault() throws Exception {
    String good =
        answer(
            DigestAlgorithm.MD5,
            "alice@ims.test",
            "wonderland",
            nonce(challenge(T0)),
            "00000001",
            URI);
    assertRefused(good.replace("qop=auth", "qop=auth-int"), "qop=auth");
    assertRefused(good.replace(",qop=auth", ""), "qop=auth");
    assertRefused(good.replace("nc=00000001", "nc=1"), "eight hex digits");
    assertRefused(good.replace("cnonce", "x"), "lacks");
    assertRefused(good.replace("username=\"", "username="), "");
    assertRefused(good.replace("uri=\"sip:ims.test\"", "uri=\"/\""), "not a SIP URI");
  }

  private void assertRefused(String header, String why) {
    assertThatThrownBy(() -> authenticate(header, T0))
        .isInstanceOfSatisfying(SipRefusal.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessageContaining(why);
  }

  @Test
  void whatProvesNothingHereIsChallenged() throws Exception {
    String good =
        answer(
            DigestAlgorithm.MD5,
            "alice@ims.test",
            "wonderland",
            nonce(challenge(T0)),
            "00000001",
            URI);
    assertThat(authenticate(good.replace("realm=\"ims.test\"", "realm=\"other\""), T0))
        .isInstanceOf(Outcome.Challenge.class);
    assertThat(authenticate(good.replace("algorithm=MD5", "algorithm=AKAv1-MD5"), T0))
        .isInstanceOf(Outcome.Challenge.class);
    assertThat(
            authenticate(
                "Digest username=\"alice@ims.test\",realm=\"ims.test\",nonce=\"\",response=\"\"",
                T0))
        .isInstanceOf(Outcome.Challenge.class);
  }
}
