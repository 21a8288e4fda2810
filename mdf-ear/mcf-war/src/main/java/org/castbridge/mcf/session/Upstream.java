/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import java.util.concurrent.CompletableFuture;

/** The SIP side of a session, as the session sees it. */
public interface Upstream {

  /**
   * Sends BYE in the session's dialogue, if it is still there. Does not block.
   *
   * @return completes when it has been sent; perhaps never, if the dialogue is gone
   */
  CompletableFuture<Void> bye(ControlledSession session);
}
