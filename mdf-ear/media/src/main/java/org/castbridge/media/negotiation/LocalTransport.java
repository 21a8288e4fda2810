/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * Our end of the connection, as it stands in the answer.
 *
 * @param ice credentials of this session
 * @param fingerprint of our DTLS certificate
 * @param addresses host candidates, the best first; at least one, resolved
 */
public record LocalTransport(
    IceCredentials ice, Fingerprint fingerprint, List<InetSocketAddress> addresses) {
  public LocalTransport {
    Objects.requireNonNull(ice);
    Objects.requireNonNull(fingerprint);
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty() || addresses.stream().anyMatch(InetSocketAddress::isUnresolved)) {
      throw new IllegalArgumentException("host candidates " + addresses);
    }
  }
}
