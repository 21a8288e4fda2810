/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.film;

/**
 * Codecs the store holds and a browser plays untouched (RFC 7742, RFC 7874), with their RTP names
 * and clock rates.
 */
public enum Codec {
  /** RFC 6184. */
  H264(Track.VIDEO, "H264", 90_000),
  /** RFC 7798. */
  H265(Track.VIDEO, "H265", 90_000),
  /** RFC 7741. */
  VP8(Track.VIDEO, "VP8", 90_000),
  /** RFC 9628. */
  VP9(Track.VIDEO, "VP9", 90_000),
  /** Alliance for Open Media, "RTP Payload Format For AV1", version 1.0. */
  AV1(Track.VIDEO, "AV1", 90_000),
  /** RFC 7587: the RTP clock is 48 kHz whatever the coded bandwidth is. */
  OPUS(Track.AUDIO, "opus", 48_000);

  private final Track track;
  private final String encodingName;
  private final int clockRate;

  Codec(Track track, String encodingName, int clockRate) {
    this.track = track;
    this.encodingName = encodingName;
    this.clockRate = clockRate;
  }

  public Track track() {
    return track;
  }

  /**
   * The encoding name of {@code a=rtpmap}; to be compared without regard to case (RFC 8866 section
   * 6.6).
   */
  public String encodingName() {
    return encodingName;
  }

  /** RTP clock rate in Hz. */
  public int clockRate() {
    return clockRate;
  }

  /** True if its access units are NAL units behind 4-byte lengths. */
  public boolean hasNalUnits() {
    return this == H264 || this == H265;
  }
}
