/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import org.castbridge.mcf.xp.XpException;

/** Told what an operator may want to read; the container writes it to its log. */
public interface ControlObserver {

  /** A session has its answer. */
  void answered(ControlledSession session, String mdf);

  /**
   * A Media Delivery Function failed at setting a session up; the next is tried, if there is one.
   */
  void mdfFailed(String mdf, XpException e);

  /** A session has ended. */
  void ended(ControlledSession session, EndReason reason);

  /**
   * A session could not be ended at its Media Delivery Function, which will have to notice by
   * itself.
   */
  void notReleased(ControlledSession session, XpException e);
}
