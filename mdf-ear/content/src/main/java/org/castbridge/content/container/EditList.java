/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

/**
 * An edit list (elst, ISO/IEC 14496-12 section 8.6.6) as far as a straight film has one: perhaps an
 * empty edit that delays the track, then one edit that starts at some media time.
 *
 * @param delayUs microseconds the track starts late
 * @param mediaTime the composition time shown first, in the track's timescale
 * @param straight false if there is more than that: segments, speeds; then the two others are zero
 */
public record EditList(long delayUs, long mediaTime, boolean straight) {
  public static final EditList NONE = new EditList(0, 0, true);
}
