/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that have not ended, by h-session. */
public final class SessionTable {
  private final Map<String, ControlledSession> sessions = new ConcurrentHashMap<>();

  void add(ControlledSession session) {
    sessions.put(session.id(), session);
  }

  void remove(ControlledSession session) {
    sessions.remove(session.id(), session);
  }

  /** The session of this h-session. */
  public Optional<ControlledSession> find(String id) {
    return Optional.ofNullable(sessions.get(id));
  }

  /** All sessions as they are now. */
  public Collection<ControlledSession> all() {
    return List.copyOf(sessions.values());
  }

  public int size() {
    return sessions.size();
  }
}
