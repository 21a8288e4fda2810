/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.castbridge.tests.harness.Product.Role;

/** What viewers who have gone must not leave behind, on both servers. */
public final class Leftovers {
  /** The core keeps a subscription's last session for a minute, in the engine's unit of minutes. */
  private static final Duration SOON = Duration.ofSeconds(150);

  private Leftovers() {}

  /** Waits until there is nothing: no session, no dialogue, no transaction. */
  public static void assertNone() {
    Map<String, Long> left = new LinkedHashMap<>();
    Await.until(
        SOON,
        () -> {
          left.clear();
          left.putAll(state());
          return left.values().stream().allMatch(count -> count == 0);
        },
        () -> left);
  }

  private static Map<String, Long> state() {
    Map<String, Long> state = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      Product.running()
          .management(role)
          .sipState()
          .forEach((name, count) -> state.put(role + " " + name, count));
    }
    ManagementModel castbridge = Product.running().management(Role.CASTBRIDGE);
    state.put("MDF sessions", castbridge.counter("MediaDelivery", "Sessions"));
    state.put("RTSP sessions", castbridge.counter("MediaControl", "Sessions"));
    state.put("SGW users", castbridge.counter("SignallingGateway", "Users"));
    return state;
  }
}
