/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunIntegrity;
import org.castbridge.media.stun.StunMessage;

/** Names and keys between two agents, from one exchange of credentials to the next restart. */
final class IceSession {
  /** USERNAME of checks to us, and of ours (RFC 8445 section 7.2.2). */
  private final String expected;

  final String username;
  final StunIntegrity localKey;
  final StunIntegrity remoteKey;

  IceSession(IceCredentials local, IceCredentials remote) {
    expected = local.ufrag() + ":" + remote.ufrag();
    username = remote.ufrag() + ":" + local.ufrag();
    localKey = new StunIntegrity(local.pwd());
    remoteKey = new StunIntegrity(remote.pwd());
  }

  boolean authenticates(StunMessage request) {
    return expected.equals(request.username().orElse(null)) && request.authenticatedBy(localKey);
  }

  /** The response, under our key. */
  IceOutput.Transmit answer(StunBuilder response, InetSocketAddress to) {
    return new IceOutput.Transmit(response.integrity(localKey).fingerprint().build(), to);
  }
}
