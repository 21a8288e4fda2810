/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;
import org.castbridge.signalling.sdp.Fmtp;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.RtpMap;
import org.castbridge.signalling.sdp.SdpException;

/** The formats of an offered media section that a sender can use. */
final class OfferedFormats {
  private final MediaDescription section;
  private final Track track;
  private final Map<Integer, RtpMap> maps;
  private final List<NegotiatedFormat> sendable = new ArrayList<>();

  OfferedFormats(MediaDescription section, Track track) throws SdpException {
    this.section = section;
    this.track = track;
    this.maps = section.rtpMaps();
    // only payload types that the m= line lists count, in its order (RFC 8866 section 5.14)
    for (String format : section.formats()) {
      RtpMap map = format.matches("[0-9]{1,3}") ? maps.get(Integer.parseInt(format)) : null;
      Codec codec = map == null ? null : codec(map);
      if (codec != null) {
        addSendable(map, codec);
      }
    }
    maps.keySet().removeIf(pt -> !section.formats().contains(Integer.toString(pt)));
  }

  private void addSendable(RtpMap map, Codec codec) {
    Fmtp fmtp = fmtp(map.payloadType());
    int mode = 0;
    if (codec == Codec.H264) {
      String text = fmtp.first("packetization-mode").orElse("0");
      String profile = fmtp.first("profile-level-id").orElse(null);
      if (!text.matches("[01]") || ProfileLevel.parse(profile) == null) {
        return;
      }
      mode = Integer.parseInt(text);
    }
    sendable.add(
        new NegotiatedFormat(
            codec, parameters(fmtp), map.payloadType(), rtx(map.payloadType()), mode));
  }

  private Codec codec(RtpMap map) {
    for (Codec codec : Codec.values()) {
      if (codec.track() == track
          && map.is(codec.encodingName())
          && map.clockRate() == codec.clockRate()) {
        return codec;
      }
    }
    return null;
  }

  /**
   * All formats, that of the best rendition the viewer can be sent first; empty if there is none.
   */
  List<NegotiatedFormat> forFilm(FilmInfo film) {
    NegotiatedFormat preferred = track == Track.VIDEO ? video(film) : audio(film);
    if (preferred == null) {
      return List.of();
    }
    List<NegotiatedFormat> ordered = new ArrayList<>(sendable);
    ordered.remove(preferred);
    ordered.add(0, preferred);
    return ordered;
  }

  private NegotiatedFormat video(FilmInfo film) {
    for (FilmInfo.Video video : film.videos()) {
      NegotiatedFormat best = NegotiatedTrack.best(sendable, video);
      if (best != null) {
        return best;
      }
    }
    return null;
  }

  private NegotiatedFormat audio(FilmInfo film) {
    for (FilmInfo.Audio audio : film.audios()) {
      for (NegotiatedFormat format : sendable) {
        if (format.codec() == audio.codec()) {
          return format;
        }
      }
    }
    return null;
  }

  Protection protection() {
    return track == Track.AUDIO
        ? new Protection(opusRed(), 0)
        : new Protection(0, payloadType("flexfec-03"));
  }

  /** RFC 2198 section 5: the parameters list the formats of the blocks; all must be Opus. */
  private int opusRed() {
    for (RtpMap map : maps.values()) {
      if (map.is("red") && map.clockRate() == Codec.OPUS.clockRate()) {
        String[] blocks = parameters(fmtp(map.payloadType())).split("/");
        boolean opus =
            sendable.stream().anyMatch(f -> List.of(blocks).stream().allMatch(b -> is(f, b)));
        if (opus && blocks.length >= 2) {
          return map.payloadType();
        }
      }
    }
    return 0;
  }

  private static boolean is(NegotiatedFormat format, String payloadType) {
    return Integer.toString(format.payloadType()).equals(payloadType);
  }

  private int payloadType(String encoding) {
    return maps.values().stream()
        .filter(map -> map.is(encoding) && map.clockRate() == Codec.VP8.clockRate())
        .mapToInt(RtpMap::payloadType)
        .findFirst()
        .orElse(0);
  }

  private int rtx(int payloadType) {
    String apt = Integer.toString(payloadType);
    return maps.values().stream()
        .filter(
            map ->
                map.is("rtx")
                    && section.formats().contains(Integer.toString(map.payloadType()))
                    && fmtp(map.payloadType()).first("apt").orElse("").equals(apt))
        .mapToInt(RtpMap::payloadType)
        .findFirst()
        .orElse(0);
  }

  private Fmtp fmtp(int payloadType) {
    return section.fmtp(Integer.toString(payloadType));
  }

  private static String parameters(Fmtp fmtp) {
    return fmtp.parameters().entrySet().stream()
        .flatMap(
            e -> e.getValue().stream().map(v -> v.isEmpty() ? e.getKey() : e.getKey() + "=" + v))
        .collect(Collectors.joining(";"));
  }

  /** In the offer's order. */
  List<NegotiatedFormat> sendable() {
    return List.copyOf(sendable);
  }

  RtpMap map(int payloadType) {
    return maps.get(payloadType);
  }
}
