/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

/** Why a session ends, and so who has still to be told. */
public enum EndReason {
  BYE_RECEIVED(false),
  CANCELLED(false),
  SET_UP_FAILED(false),
  /** The SIP side has lost the session by itself. */
  DIALOGUE_LOST(false),
  /** The 200 was never acknowledged (RFC 3261 section 13.3.1.4). */
  NO_ACK(true),
  /** Nothing was heard on Xc for longer than the session's timeout. */
  NO_SIGN_OF_LIFE(true),
  MDF_ENDED(true),
  SHUTDOWN(true);

  private final boolean toldUpstream;

  EndReason(boolean toldUpstream) {
    this.toldUpstream = toldUpstream;
  }

  /** Whether the user's side must be told: ANNOUNCE 5402 on Xc, then BYE on y2. */
  public boolean isToldUpstream() {
    return toldUpstream;
  }
}
