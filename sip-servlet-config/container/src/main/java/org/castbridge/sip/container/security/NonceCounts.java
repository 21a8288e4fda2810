/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.security;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each nonce was used, per realm. RFC 7616 3.4: the first request with a nonce says
 * {@code nc=00000001}; the engine would send the CSeq number, which strict registrars take for a
 * replay.
 */
final class NonceCounts {
  private static final int MAX_NONCES = 4096;

  private record Key(String realm, String nonce) {}

  private final Map<Key, Integer> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Integer> eldest) {
          return size() > MAX_NONCES;
        }
      };

  synchronized int next(String realm, String nonce) {
    return counts.merge(new Key(realm, nonce), 1, Integer::sum);
  }
}
