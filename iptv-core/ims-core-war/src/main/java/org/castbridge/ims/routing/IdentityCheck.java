/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.castbridge.ims.message.NameAddr;
import org.castbridge.ims.message.RequestView;
import org.castbridge.ims.message.SipRefusal;
import org.castbridge.ims.message.SipUriException;
import org.castbridge.ims.message.Source;
import org.castbridge.ims.registrar.Registrar;
import org.castbridge.ims.subscriber.SubscriberDirectory;

/**
 * The P-CSCF's part (TS 24.229 5.2.6.3): a client says who it is, and is believed only if that
 * identity is registered from where the request came.
 */
final class IdentityCheck {
  private IdentityCheck() {}

  /**
   * @return the identity to assert, an address of record
   * @throws SipRefusal 403 if nobody is registered from there, or the named identity is not theirs
   */
  static String identify(
      RequestView request,
      Source source,
      Registrar registrar,
      SubscriberDirectory directory,
      Instant now)
      throws SipRefusal {
    List<String> registered = new ArrayList<>();
    for (String impi : registrar.registeredFrom(source, now)) {
      directory.byPrivateIdentity(impi).ifPresent(s -> registered.addAll(s.identities()));
    }
    if (registered.isEmpty()) {
      throw new SipRefusal(403, "nobody is registered from this address");
    }
    Optional<String> preferred = preferred(request);
    String from = request.headers("From").stream().findFirst().orElse("");
    Optional<String> fromIdentity = anonymous(from) ? Optional.empty() : Optional.of(aor(from));
    for (Optional<String> claim : List.of(preferred, fromIdentity)) {
      if (claim.isPresent() && !registered.contains(claim.get())) {
        throw new SipRefusal(403, claim.get() + " is not registered from this address");
      }
    }
    return preferred
        .or(() -> fromIdentity)
        .orElseThrow(() -> new SipRefusal(403, "an anonymous request names no identity to assert"));
  }

  private static Optional<String> preferred(RequestView request) throws SipRefusal {
    for (String value : request.headers("P-Preferred-Identity")) {
      // A tel URI may stand beside the SIP URI (RFC 3325 9.2); users are known by the latter.
      if (!parse(value).uri().toLowerCase(Locale.ROOT).startsWith("tel:")) {
        return Optional.of(aor(value));
      }
    }
    return Optional.empty();
  }

  /** RFC 3323 4.1.1.3. */
  private static boolean anonymous(String from) throws SipRefusal {
    return parse(from).uri().toLowerCase(Locale.ROOT).endsWith("@anonymous.invalid");
  }

  private static String aor(String nameAddr) throws SipRefusal {
    try {
      return parse(nameAddr).sipUri().addressOfRecord();
    } catch (SipUriException e) {
      throw new SipRefusal(400, e.getMessage());
    }
  }

  private static NameAddr parse(String text) throws SipRefusal {
    try {
      return NameAddr.parse(text);
    } catch (SipUriException e) {
      throw new SipRefusal(400, e.getMessage());
    }
  }
}
