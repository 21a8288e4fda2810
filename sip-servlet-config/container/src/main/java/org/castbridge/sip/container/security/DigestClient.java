/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.security;

import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import org.mobicents.servlet.sip.core.security.SipDigestAuthenticator;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** Answers digest challenges for applications that call {@code SipServletRequest.addAuthHeader}. */
public final class DigestClient implements SipDigestAuthenticator {
  private static final String AUTH = "auth";
  private static final int CNONCE_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final NonceCounts nonceCounts = new NonceCounts();

  /**
   * Builds the Authorization or Proxy-Authorization header for a challenge. The nonce count given
   * is ignored, see {@link NonceCounts}.
   *
   * @throws IllegalArgumentException if the challenge asks for an algorithm or quality of
   *     protection not supported
   */
  @Override
  public AuthorizationHeader getAuthorizationHeader(
      String method,
      String uri,
      String requestBody,
      Header challengeHeader,
      String username,
      String password,
      String nonce,
      int ignoredNonceCount) {
    if (!(challengeHeader instanceof WWWAuthenticateHeader challenge)) {
      throw new IllegalArgumentException(challengeHeader.getName() + " is no challenge");
    }
    DigestAlgorithm algorithm = algorithm(challenge);
    String qop = qop(challenge);
    String nc =
        qop == null ? null : String.format("%08x", nonceCounts.next(challenge.getRealm(), nonce));
    String cnonce = qop == null ? null : clientNonce();
    DigestResponse response =
        new DigestResponse(
            algorithm,
            username,
            challenge.getRealm(),
            password,
            method,
            uri,
            nonce,
            nc,
            cnonce,
            qop);
    try {
      return header(challenge, response);
    } catch (ParseException e) {
      throw new IllegalArgumentException("challenge cannot be answered: " + e.getMessage(), e);
    }
  }

  private static DigestAlgorithm algorithm(WWWAuthenticateHeader challenge) {
    return DigestAlgorithm.named(challenge.getAlgorithm())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "digest algorithm not supported: " + challenge.getAlgorithm()));
  }

  /** The challenge lists qualities; of those only {@code auth} is spoken. */
  private static String qop(WWWAuthenticateHeader challenge) {
    String offered = challenge.getQop();
    if (offered == null || offered.isBlank()) {
      return null;
    }
    if (Arrays.stream(offered.split(",")).noneMatch(one -> AUTH.equalsIgnoreCase(one.trim()))) {
      throw new IllegalArgumentException("quality of protection not supported: " + offered);
    }
    return AUTH;
  }

  private String clientNonce() {
    byte[] bytes = new byte[CNONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static AuthorizationHeader header(
      WWWAuthenticateHeader challenge, DigestResponse response) throws ParseException {
    HeaderFactory headers = SipFactoryImpl.headerFactory;
    AuthorizationHeader header =
        challenge instanceof ProxyAuthenticateHeader
            ? headers.createProxyAuthorizationHeader(challenge.getScheme())
            : headers.createAuthorizationHeader(challenge.getScheme());
    header.setUsername(response.username());
    header.setRealm(response.realm());
    header.setNonce(response.nonce());
    // The parsed form would lose what the digest was computed over.
    header.setParameter("uri", response.uri());
    header.setResponse(response.value());
    if (challenge.getAlgorithm() != null) {
      header.setAlgorithm(challenge.getAlgorithm());
    }
    if (challenge.getOpaque() != null) {
      header.setOpaque(challenge.getOpaque());
    }
    if (response.qop() != null) {
      header.setQop(response.qop());
      header.setCNonce(response.cnonce());
      header.setNonceCount(Integer.parseInt(response.nc(), 16));
    }
    return header;
  }
}
