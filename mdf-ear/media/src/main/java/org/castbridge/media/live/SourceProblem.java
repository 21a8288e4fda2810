/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

/** What can be wrong with a live source that is there. */
public enum SourceProblem {
  /** The picture's codec is none a browser plays. */
  VIDEO_CODEC,
  /** The sound's codec is none a browser plays. */
  AUDIO_CODEC,
  /** Pictures come out of presentation order. */
  B_FRAMES,
  /** Pictures come, but nowhere to begin. */
  NO_KEY_FRAME
}
