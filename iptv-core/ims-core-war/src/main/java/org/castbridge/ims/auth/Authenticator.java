/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.auth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.castbridge.ims.message.SipRefusal;
import org.castbridge.ims.message.SipUri;
import org.castbridge.ims.message.SipUriException;
import org.castbridge.signalling.ims.DigestAlgorithm;
import org.castbridge.signalling.ims.DigestCredentials;
import org.castbridge.signalling.ims.HeaderException;

/** Decides whether a request proves the private identity it names. */
public final class Authenticator {

  /** What the proof was worth; a wrong proof is a {@link SipRefusal}. */
  public sealed interface Outcome {
    /** The request is from the owner of the private identity. */
    record Granted(String impi) implements Outcome {}

    /** A proof is wanted; {@code headers} are the {@code WWW-Authenticate} values, best first. */
    record Challenge(boolean stale, List<String> headers) implements Outcome {
      public Challenge {
        headers = List.copyOf(headers);
      }
    }
  }

  /** Where H(A1) of a private identity is found. */
  @FunctionalInterface
  public interface Secrets {
    Optional<String> ha1(String impi, DigestAlgorithm algorithm);
  }

  private final String realm;
  private final NonceStore nonces;
  private final List<DigestAlgorithm> algorithms;
  private final Secrets secrets;

  /**
   * @param algorithms offered, in this order; a proof with another one is not accepted
   */
  public Authenticator(
      String realm, NonceStore nonces, List<DigestAlgorithm> algorithms, Secrets secrets) {
    this.realm = realm;
    this.nonces = nonces;
    this.algorithms = List.copyOf(algorithms);
    this.secrets = secrets;
  }

  /**
   * @param authorization values of the {@code Authorization} headers
   * @throws SipRefusal 400 for a broken header, 403 for a wrong response or an unknown user: the
   *     same answer for both, so that names cannot be tried out
   */
  public Outcome authenticate(
      List<String> authorization, String method, String requestUri, Instant now) throws SipRefusal {
    Optional<DigestCredentials> found = credentials(authorization);
    if (found.isEmpty() || found.get().provesNothing()) {
      return challenge(false, now);
    }
    DigestCredentials c = found.get();
    Optional<DigestAlgorithm> algorithm =
        DigestAlgorithm.of(c.algorithm()).filter(algorithms::contains);
    if (algorithm.isEmpty()) {
      return challenge(false, now);
    }
    checkForm(c, requestUri);
    if (!responseIsRight(c, algorithm.get(), method)) {
      throw new SipRefusal(403, "the credentials are wrong");
    }
    // Only now: stale=true tells the client that its password was right (RFC 7616 3.3).
    boolean usable =
        nonces.check(c.nonce(), now) == NonceStore.Verdict.VALID
            && nonces.use(c.nonce(), Long.parseLong(c.nc(), 16), now);
    return usable ? new Outcome.Granted(c.username()) : challenge(true, now);
  }

  public Outcome.Challenge challenge(boolean stale, Instant now) {
    String nonce = nonces.issue(now);
    List<String> headers = new ArrayList<>();
    for (DigestAlgorithm algorithm : algorithms) {
      headers.add(
          String.format(
              Locale.ROOT,
              "Digest realm=\"%s\",nonce=\"%s\",algorithm=%s,qop=\"auth\"%s",
              realm,
              nonce,
              algorithm.headerName(),
              stale ? ",stale=true" : ""));
    }
    return new Outcome.Challenge(stale, headers);
  }

  private Optional<DigestCredentials> credentials(List<String> headers) throws SipRefusal {
    for (String header : headers) {
      try {
        DigestCredentials c = DigestCredentials.parse(header);
        if (realm.equals(c.realm())) {
          return Optional.of(c);
        }
      } catch (HeaderException e) {
        throw new SipRefusal(400, e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static void checkForm(DigestCredentials c, String requestUri) throws SipRefusal {
    if (c.username() == null || c.uri() == null || c.cnonce() == null) {
      throw new SipRefusal(400, "the Authorization header lacks username, uri or cnonce");
    }
    if (!"auth".equals(c.qop())) {
      throw new SipRefusal(400, "the Authorization header must have qop=auth");
    }
    if (c.nc() == null || !c.nc().matches("[0-9a-fA-F]{8}")) {
      throw new SipRefusal(400, "the nonce count is not eight hex digits");
    }
    // A proof for one request must not be good for another (RFC 7616 3.4.6).
    if (!sameUri(c.uri(), requestUri)) {
      throw new SipRefusal(400, "the digest uri differs from the Request-URI");
    }
  }

  private static boolean sameUri(String digestUri, String requestUri) throws SipRefusal {
    try {
      SipUri a = SipUri.parse(digestUri);
      SipUri b = SipUri.parse(requestUri);
      return a.addressOfRecord().equals(b.addressOfRecord()) && a.port() == b.port();
    } catch (SipUriException e) {
      throw new SipRefusal(400, e.getMessage());
    }
  }

  private boolean responseIsRight(DigestCredentials c, DigestAlgorithm algorithm, String method) {
    Optional<String> ha1 = secrets.ha1(c.username(), algorithm);
    boolean equal = c.proves(ha1.orElse("unknown"), method); // in the same time for any user
    return ha1.isPresent() && equal;
  }
}
