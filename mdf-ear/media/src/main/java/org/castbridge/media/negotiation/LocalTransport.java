/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.castbridge.media.ice.IceCandidate;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * Our end of the connection, as it stands in the answer.
 *
 * @param ice credentials of this session
 * @param fingerprint of our DTLS certificate
 * @param addresses host candidates, the best first; at least one, resolved
 * @param lite whether our agent is a lite one, which the answer must say
 * @param tcp whether each address takes TCP connections too (RFC 6544)
 */
public record LocalTransport(
    IceCredentials ice,
    Fingerprint fingerprint,
    List<InetSocketAddress> addresses,
    boolean lite,
    boolean tcp) {
  public LocalTransport {
    Objects.requireNonNull(ice);
    Objects.requireNonNull(fingerprint);
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty() || addresses.stream().anyMatch(InetSocketAddress::isUnresolved)) {
      throw new IllegalArgumentException("host candidates " + addresses);
    }
  }

  /** A lite agent on UDP. */
  public LocalTransport(
      IceCredentials ice, Fingerprint fingerprint, List<InetSocketAddress> addresses) {
    this(ice, fingerprint, addresses, true, false);
  }

  /** What stands in the answer. */
  public List<IceCandidate> candidates() {
    List<IceCandidate> candidates = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      candidates.add(IceCandidate.udpHost(addresses.get(i), i));
    }
    for (int i = 0; tcp && i < addresses.size(); i++) {
      candidates.add(IceCandidate.tcpHost(addresses.get(i), i));
    }
    return candidates;
  }
}
