/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

/** The two sides of the back-to-back user agent. */
enum Leg {
  /** Towards the user, who called. */
  CALLER,
  /** Towards the MCF, which is called. */
  MCF;

  Leg other() {
    return this == CALLER ? MCF : CALLER;
  }
}
