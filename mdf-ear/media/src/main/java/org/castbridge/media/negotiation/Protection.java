/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

/**
 * Payload types for protection against loss, each 0 if it was not offered. Of the picture only
 * flexfec: it leaves the media packets as they are, while ulpfec would wrap each one of them in red
 * (RFC 5109 section 14.1).
 *
 * @param red of redundant data around Opus (RFC 2198)
 * @param flexfec of the picture's parity in a stream of its own (flexfec-03)
 */
public record Protection(int red, int flexfec) {
  public static final Protection NONE = new Protection(0, 0);
}
