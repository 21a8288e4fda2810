/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

/**
 * What a session has done so far.
 *
 * @param sent what went to the viewer
 * @param received what the viewer said of it
 * @param dropped datagrams that were neither STUN, nor DTLS or SRTCP from the viewer's address that
 *     authenticated
 */
public record SessionStatistics(Sent sent, Received received, long dropped) {

  /**
   * Packets and payload octets (RFC 3550 section 6.4.1: without headers).
   *
   * @param repeated packets of the picture sent again
   * @param parity packets of parity over the picture
   */
  public record Sent(
      long videoPackets,
      long videoOctets,
      long audioPackets,
      long audioOctets,
      long repeated,
      long parity,
      long reports) {}

  /**
   * The viewer's feedback.
   *
   * @param nacked packets asked for again, each request counted
   * @param unavailable of these, not known or too old
   * @param pictureLosses PLI and FIR
   * @param roundTripNanos of the last receiver report, -1 if not known
   * @param fractionLost of the last receiver report on the picture, 0.0 to 1.0
   * @param cumulativeLost of the same report, packets
   * @param estimatedBitrate of the last REMB, bits a second, -1 if none came
   * @param malformed authenticated compounds that could not be parsed
   */
  public record Received(
      long nacked,
      long unavailable,
      long pictureLosses,
      long roundTripNanos,
      double fractionLost,
      int cumulativeLost,
      long estimatedBitrate,
      long malformed) {}
}
