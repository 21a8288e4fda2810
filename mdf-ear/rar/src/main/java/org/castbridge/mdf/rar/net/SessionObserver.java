/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import org.castbridge.mdf.rar.SessionEvent;

/** Hears of sessions' events on the event loop; must not block. */
public interface SessionObserver {
  void onEvent(SessionEvent event);
}
