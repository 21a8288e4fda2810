/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

/**
 * Payload types for protection against loss, each 0 if it was not offered.
 *
 * @param red of redundant data (RFC 2198): around Opus, or around the picture and its {@code
 *     ulpfec}
 * @param redRtx of retransmissions of {@code red} packets of the picture
 * @param ulpfec of the picture's parity (RFC 5109), within {@code red}
 * @param flexfec of the picture's parity in a stream of its own (flexfec-03)
 */
public record Protection(int red, int redRtx, int ulpfec, int flexfec) {
  public static final Protection NONE = new Protection(0, 0, 0, 0);
}
