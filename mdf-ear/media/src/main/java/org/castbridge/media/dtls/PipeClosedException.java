/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.io.IOException;

/** Thrown by the shell's datagram pipe when it was closed under a running handshake. */
public final class PipeClosedException extends IOException {
  private static final long serialVersionUID = 1L;

  public PipeClosedException() {
    super("the datagram pipe is closed");
  }
}
