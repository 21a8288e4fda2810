/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What the core has done since it started. Safe for several threads. */
public final class Counters {

  /** The things counted. */
  public enum Counter {
    REGISTER_REQUESTS,
    CHALLENGES,
    REGISTRATIONS,
    DEREGISTRATIONS,
    EXPIRIES,
    AUTHENTICATION_FAILURES,
    THIRD_PARTY_REGISTERS,
    THIRD_PARTY_FAILURES,
    INITIAL_REQUESTS,
    TO_APPLICATION_SERVERS,
    TO_SERVICES,
    TO_CONTACTS,
    APPLICATION_SERVER_FAILURES,
    REFUSALS;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Map<Counter, LongAdder> values = new EnumMap<>(Counter.class);

  public Counters() {
    for (Counter c : Counter.values()) {
      values.put(c, new LongAdder());
    }
  }

  public void count(Counter c) {
    values.get(c).increment();
  }

  public long value(Counter c) {
    return values.get(c).sum();
  }

  /** All of them by name, such as {@code register-requests}. */
  public Map<String, Long> snapshot() {
    Map<String, Long> all = new TreeMap<>();
    values.forEach((c, v) -> all.put(c.label(), v.sum()));
    return all;
  }
}
