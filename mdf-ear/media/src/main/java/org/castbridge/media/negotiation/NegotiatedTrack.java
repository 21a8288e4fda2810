/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.util.Comparator;
import java.util.List;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;

/**
 * How picture or sound is sent: all formats that both sides know, so that another rendition or
 * channel needs no new offer.
 *
 * @param mid of its media section; null if the offer has none
 * @param formats at least one, the asset's preferred one first
 */
public record NegotiatedTrack(
    Track track,
    String mid,
    List<NegotiatedFormat> formats,
    Sources sources,
    Protection protection,
    HeaderExtensions extensions) {
  public NegotiatedTrack {
    formats = List.copyOf(formats);
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("no format");
    }
  }

  /**
   * Synchronisation sources, as announced in the answer.
   *
   * @param rtx 0 without retransmission
   * @param flexfec 0 without flexfec
   */
  public record Sources(int media, int rtx, int flexfec) {}

  /** The format this rendition of the picture goes out in; null if the viewer has none for it. */
  public NegotiatedFormat formatFor(FilmInfo.Video video) {
    return track == Track.VIDEO ? best(formats, video) : null;
  }

  /** The format this sound goes out in; null if the viewer has none for it. */
  public NegotiatedFormat formatFor(FilmInfo.Audio audio) {
    return formats.stream().filter(f -> f.codec() == audio.codec()).findFirst().orElse(null);
  }

  static NegotiatedFormat best(List<NegotiatedFormat> formats, FilmInfo.Video video) {
    return formats.stream()
        .filter(format -> FormatFit.distance(format, video) < FormatFit.NONE)
        .min(Comparator.comparingInt(format -> FormatFit.distance(format, video)))
        .orElse(null);
  }

  /** The preferred format. */
  public NegotiatedFormat preferred() {
    return formats.get(0);
  }

  /** Of the preferred format. */
  public Codec codec() {
    return preferred().codec();
  }

  public int ssrc() {
    return sources.media();
  }

  /** 0 without retransmission. */
  public int rtxSsrc() {
    return sources.rtx();
  }

  /** True if the viewer may ask for lost packets of some format (RFC 4588). */
  public boolean retransmits() {
    return sources.rtx() != 0;
  }

  /** RTP clock rate in Hz: the same for all formats of a track. */
  public int clockRate() {
    return codec().clockRate();
  }

  /** Redundant data (RFC 2198); 0 if not offered. */
  public int redPayloadType() {
    return protection.red();
  }

  /** Parity in a stream of its own; 0 if not offered. */
  public int flexfecPayloadType() {
    return protection.flexfec();
  }

  /** 0 without flexfec. */
  public int flexfecSsrc() {
    return sources.flexfec();
  }

  /** Header extension id for the MID; 0 for none. */
  public int midExtensionId() {
    return extensions.mid();
  }

  /** Header extension id for the playout delay; 0 for none. */
  public int playoutDelayExtensionId() {
    return extensions.playoutDelay();
  }

  /** Header extension id for the number within the transport; 0 for none. */
  public int transportCcExtensionId() {
    return extensions.transportCc();
  }

  /** Header extension id for the time of sending; 0 for none. */
  public int absSendTimeExtensionId() {
    return extensions.absSendTime();
  }
}
