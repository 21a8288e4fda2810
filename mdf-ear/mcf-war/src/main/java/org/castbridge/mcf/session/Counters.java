/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What has happened since the start. */
public final class Counters {

  /** What is counted. */
  public enum Counter {
    SESSIONS_OPENED,
    SESSIONS_ANSWERED,
    SESSIONS_REFUSED,
    SESSIONS_ENDED,
    ENDED_BY_TIMEOUT,
    ENDED_BY_MDF,
    PLAYS,
    PAUSES,
    ANNOUNCES,
    RTSP_ERRORS,
    ZAPS,
    TIME_SHIFTS
  }

  private final Map<Counter, LongAdder> values = new EnumMap<>(Counter.class);

  public Counters() {
    for (Counter counter : Counter.values()) {
      values.put(counter, new LongAdder());
    }
  }

  public void count(Counter counter) {
    values.get(counter).increment();
  }

  public long value(Counter counter) {
    return values.get(counter).sum();
  }
}
