/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

/**
 * Why a datagram was dropped by the shell. What a session itself refuses is in its own statistics.
 */
public enum DropReason {
  /** First byte outside every protocol of the port (RFC 7983). */
  NOT_OURS,
  /** STUN request without the name of a live session, or no request at all from a stranger. */
  STUN_STRANGER,
  /** DTLS or RTP from an address no live session has authenticated. */
  UNKNOWN_PEER,
  /** Larger than any datagram of WebRTC. */
  TOO_LARGE,
  /** DTLS records faster than the handshake takes them, or no handshake thread free. */
  HANDSHAKE_BUSY,
  /** Outgoing, while the socket's queue was full. */
  SEND_QUEUE_FULL,
  /** Outgoing, refused by the system. */
  SEND_FAILED
}
