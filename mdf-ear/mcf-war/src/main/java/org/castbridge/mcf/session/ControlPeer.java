/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import org.castbridge.signalling.rtsp.Notice;

/** The other side of Xc, who can be told what happens. */
public interface ControlPeer {

  /**
   * Tells; does nothing if the connection is gone.
   *
   * @param position where playing stands, in seconds
   */
  void announce(ControlledSession session, Notice notice, double position);
}
