/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf;

import org.castbridge.mcf.session.ControlObserver;
import org.castbridge.mcf.session.ControlledSession;
import org.castbridge.mcf.session.EndReason;
import org.castbridge.mcf.xp.XpException;

/** Writes what happens to sessions to the log. */
final class LogObserver implements ControlObserver {
  @Override
  public void answered(ControlledSession session, String mdf) {
    McfLog.LOG.sessionAnswered(session.id(), session.contentId(), mdf);
  }

  @Override
  public void mdfFailed(String mdf, XpException e) {
    McfLog.LOG.mdfFailed(mdf, e.kind(), e.getMessage());
  }

  @Override
  public void ended(ControlledSession session, EndReason reason) {
    McfLog.LOG.sessionEnded(session.id(), session.contentId(), reason);
  }

  @Override
  public void notReleased(ControlledSession session, XpException e) {
    McfLog.LOG.notReleased(session.id(), session.contentId(), e.getMessage());
  }
}
