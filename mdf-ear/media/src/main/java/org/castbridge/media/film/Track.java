/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.film;

/** The elementary streams a film may have; at most one of each kind is played. */
public enum Track {
  VIDEO,
  AUDIO
}
