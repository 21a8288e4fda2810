/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;

/** How a viewer gets a session of the server under test. Called from several threads. */
public interface Signalling {

  /**
   * The server's side of a session.
   *
   * @param controlling whether the viewer nominates: it does when it offered, or the server is lite
   * @param videoPayloadType of the picture
   * @param audioPayloadType of the sound
   */
  record Session(
      String id,
      IceCredentials ice,
      Fingerprint fingerprint,
      InetSocketAddress candidate,
      boolean controlling,
      int videoPayloadType,
      int audioPayloadType) {}

  /** Asks for a session for the viewer with these credentials, whose socket has this port. */
  Session open(IceCredentials viewer, Fingerprint fingerprint, int port)
      throws IOException, InterruptedException;

  /** Ends it. */
  void close(Session session) throws IOException, InterruptedException;
}
