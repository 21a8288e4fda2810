/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.payload.PacketisedUnit;

/**
 * A unit to be sent now.
 *
 * @param stampNanos the monotonic time it is to be shown at relative to all others: what its RTP
 *     timestamp is made of. Strictly increasing within a track, whatever the viewer does.
 */
public record DueUnit(ReadUnit read, long stampNanos) {
  public PacketisedUnit unit() {
    return read.unit();
  }
}
