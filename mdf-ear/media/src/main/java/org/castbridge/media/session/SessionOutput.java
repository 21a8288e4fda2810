/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.net.InetSocketAddress;

/** What a viewer's session wants done; see {@code ViewerSession.poll()}. */
public sealed interface SessionOutput {

  /**
   * Send this datagram, as it is (SRTP, SRTCP or STUN).
   *
   * <p>The buffer belongs to the session and is valid only until the next call on the session: send
   * or copy it before polling on. The fragments of one picture come one after the other and have
   * the same length, except the last, so that runs to one address can be merged for segmentation
   * offload.
   */
  record Transmit(byte[] buffer, int offset, int length, InetSocketAddress to)
      implements SessionOutput {}

  /**
   * A DTLS datagram came from the viewer: hand it to the handshake. The array is a copy and may be
   * kept.
   */
  record DtlsRecord(byte[] data, InetSocketAddress from) implements SessionOutput {}

  /**
   * Something the control side wants to know.
   *
   * @param positionUs film position at that moment, microseconds
   * @param reason a plain sentence
   */
  record Event(EventKind kind, long positionUs, String reason) implements SessionOutput {}

  /**
   * Nothing more to do now; call {@code handleTimeout} at this monotonic time, or call any handle
   * method before. {@link Long#MAX_VALUE} means never.
   */
  record Timeout(long atNanos) implements SessionOutput {}

  /**
   * Kinds of {@link Event}. PEER_GONE, FAILED and CLOSED are final: exactly one of them ends every
   * session.
   */
  enum EventKind {
    /** ICE pair valid and SRTP keys there: media may flow. */
    CONNECTED,
    /** The last access unit has been played out. A play command with a position starts again. */
    END_OF_STREAM,
    /** The viewer went away: consent expired, DTLS close_notify. */
    PEER_GONE,
    /** The session cannot work: no connection in time, film unreadable. */
    FAILED,
    /** Closed by our own side. */
    CLOSED
  }
}
