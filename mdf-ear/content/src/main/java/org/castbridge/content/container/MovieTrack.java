/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

/**
 * One picture or sound track.
 *
 * @param id its number in the file
 * @param path where it stands in the file, for messages
 * @param handler vide or soun
 * @param timescale units a second
 * @param edits the edit list
 * @param language BCP 47 tag, null if not known
 */
public record MovieTrack(
    long id,
    String path,
    String handler,
    long timescale,
    EditList edits,
    String language,
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
