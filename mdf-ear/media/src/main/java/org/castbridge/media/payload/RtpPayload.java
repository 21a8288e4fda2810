/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/**
 * The payload of one RTP packet of one viewer, by reference.
 *
 * @param index of the packet within the unit
 * @param pictureId the viewer's running number of the picture, where the format has one
 */
public record RtpPayload(PacketisedUnit unit, int index, int pictureId) {

  /** Bytes on the wire. */
  public int size() {
    return unit.length(index);
  }

  public boolean marker() {
    return unit.marker(index);
  }

  /** Writes the payload at {@code at} and returns the index behind it. */
  public int writeTo(byte[] buffer, int at) {
    return unit.write(index, buffer, at, pictureId);
  }
}
