/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import org.castbridge.media.stun.StunMessage;

/**
 * The session in force, and the one before a restart for as long as the pair in use is its (RFC
 * 8445 section 9).
 */
final class IceSessions {
  private IceSession current;

  /** Null unless a restart is under way. */
  private IceSession previous;

  IceSessions(IceCredentials local, IceCredentials remote) {
    current = new IceSession(local, remote);
  }

  IceSession current() {
    return current;
  }

  /** The pair in use is still the session's before. */
  boolean restarting() {
    return previous != null;
  }

  /** Whose keys a check has; null if nobody's. */
  IceSession of(StunMessage request) {
    if (current.authenticates(request)) {
      return current;
    }
    return previous != null && previous.authenticates(request) ? previous : null;
  }

  /**
   * New credentials.
   *
   * @param inUse whether a pair is selected, and so goes on being used until one of the new session
   *     is
   */
  void restart(IceCredentials local, IceCredentials remote, boolean inUse) {
    if (!inUse) {
      previous = null;
    } else if (previous == null) {
      previous = current;
    }
    current = new IceSession(local, remote);
  }

  /** The pair in use is the current session's. */
  void settle() {
    previous = null;
  }
}
