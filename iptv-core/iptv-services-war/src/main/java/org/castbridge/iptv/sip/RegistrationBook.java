/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is registered in the IMS, as told by third-party REGISTER requests (TS 24.229 clause
 * 5.7.1.1). In memory: the core tells it again at each registration. Time is an argument, in
 * milliseconds.
 */
public final class RegistrationBook {
  private final Map<String, Long> until = new ConcurrentHashMap<>();

  /** Notes a registration that lasts for the given seconds from now. */
  public void register(String impu, int seconds, long now) {
    until.put(impu, now + seconds * 1000L);
  }

  /**
   * Forgets a user.
   *
   * @return whether they were known
   */
  public boolean deregister(String impu) {
    return until.remove(impu) != null;
  }

  /** Whether the user is registered now. */
  public boolean isRegistered(String impu, long now) {
    Long end = until.get(impu);
    return end != null && now < end;
  }

  /** Number of users registered now; forgets those whose time is over. */
  public int size(long now) {
    until.values().removeIf(end -> now >= end);
    return until.size();
  }
}
