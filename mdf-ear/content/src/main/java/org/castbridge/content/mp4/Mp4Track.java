/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

/**
 * One picture or sound track.
 *
 * @param id track_ID
 * @param path where its trak box is, for messages
 * @param handler vide or soun
 * @param timescale units a second
 * @param edits the edit list
 */
public record Mp4Track(
    long id,
    String path,
    String handler,
    long timescale,
    EditList edits,
    SampleEntry entry,
    SampleTable samples) {

  public boolean isVideo() {
    return handler.equals("vide");
  }

  /** Presentation time of a sample in the film, microseconds; negative if an edit hides it. */
  public long presentationUs(int sample) {
    return toUs(samples.compositionTime(sample) - edits.mediaTime()) + edits.delayUs();
  }

  /** Film time behind the last sample, microseconds. */
  public long endUs() {
    return toUs(samples.end() - edits.mediaTime()) + edits.delayUs();
  }

  private long toUs(long units) {
    // exact and without overflow: the reader bounds units to 2^54 and the timescale to 2^32
    long whole = Math.floorDiv(units, timescale);
    long rest = Math.floorMod(units, timescale);
    return whole * 1_000_000 + rest * 1_000_000 / timescale;
  }
}
