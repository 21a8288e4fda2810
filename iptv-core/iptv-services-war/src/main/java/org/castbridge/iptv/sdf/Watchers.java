/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sdf;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which application sessions hold a subscription, and of whom; the sessions themselves stay where
 * they are.
 */
final class Watchers {
  private final Map<String, String> impuBySession = new ConcurrentHashMap<>();

  void add(String sessionId, String impu) {
    impuBySession.put(sessionId, impu);
  }

  void remove(String sessionId) {
    impuBySession.remove(sessionId);
  }

  List<String> all() {
    return List.copyOf(impuBySession.keySet());
  }

  List<String> of(String impu) {
    return impuBySession.entrySet().stream()
        .filter(e -> e.getValue().equals(impu))
        .map(Map.Entry::getKey)
        .toList();
  }

  int size() {
    return impuBySession.size();
  }
}
