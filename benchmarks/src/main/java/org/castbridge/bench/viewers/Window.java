/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

/**
 * What all viewers saw while a window was open.
 *
 * @param packets RTP packets of picture and sound
 * @param missing of these streams, by sequence number, never came
 * @param refused of the sampled ones, did not authenticate: anything but 0 is an error
 * @param frames pictures that came to their end
 * @param lateness of these
 * @param nanos how long it was open
 */
public record Window(
    int viewers,
    long packets,
    long octets,
    long missing,
    long sampled,
    long refused,
    long frames,
    Lateness lateness,
    long nanos) {

  /** Packets a second and viewer. */
  public double rate() {
    return viewers == 0 ? 0 : packets / (nanos / 1e9) / viewers;
  }

  /** Megabits a second, all viewers, SRTP included. */
  public double megabits() {
    return octets * 8 / (nanos / 1e9) / 1e6;
  }

  /** Part of the packets that was lost. */
  public double lossRatio() {
    return packets + missing == 0 ? 0 : (double) missing / (packets + missing);
  }
}
