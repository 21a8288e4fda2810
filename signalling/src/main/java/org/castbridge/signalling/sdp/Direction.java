/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.Optional;

/** The direction of media (RFC 8866 section 6.7), seen by the party that wrote the description. */
public enum Direction {
  SENDRECV,
  SENDONLY,
  RECVONLY,
  INACTIVE;

  /** The direction an attribute of this name states, if it is one. */
  public static Optional<Direction> of(String name) {
    for (Direction direction : values()) {
      if (direction.attributeName().equals(name)) {
        return Optional.of(direction);
      }
    }
    return Optional.empty();
  }

  /** The name of the attribute, as {@code recvonly}. */
  public String attributeName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
