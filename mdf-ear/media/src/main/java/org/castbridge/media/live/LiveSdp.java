/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.Track;
import org.castbridge.signalling.sdp.Connection;
import org.castbridge.signalling.sdp.Fmtp;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.RtpMap;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;

/**
 * The RTP streams of a live source as a session description has them (RFC 8866, RFC 4570 for
 * sources).
 *
 * @param streams the picture, if there is one, and the sounds, in their order
 */
public record LiveSdp(List<Stream> streams) {
  /** More languages than this are not shown. */
  static final int MAX_AUDIO = 8;

  public LiveSdp {
    streams = List.copyOf(streams);
  }

  /**
   * One stream.
   *
   * @param channels of sound, as {@code sprop-stereo} and {@code a=rtpmap} say; 0 for a picture
   * @param language of sound (BCP 47), null if not given
   * @param parameterSets from {@code sprop-parameter-sets} and {@code sprop-vps} and so on; empty
   *     if they come in the stream
   * @param address the address in {@code c=}: a group, or ours
   * @param rtcpPort from {@code a=rtcp}, else one above
   * @param sources addresses that may send, from {@code a=source-filter}; empty for any
   */
  public record Stream(
      Codec codec,
      int payloadType,
      int channels,
      String language,
      List<byte[]> parameterSets,
      String address,
      int port,
      int rtcpPort,
      List<String> sources) {
    public Track track() {
      return codec.track();
    }
  }

  /**
   * Reads a description.
   *
   * @throws LiveSdpException naming the line, in plain words
   */
  public static LiveSdp parse(String text) throws LiveSdpException {
    try {
      return read(SdpParser.parse(text));
    } catch (SdpException e) {
      throw new LiveSdpException(e.line(), "The SDP cannot be read: " + e.getMessage(), e);
    }
  }

  private static LiveSdp read(SessionDescription sdp) throws SdpException, LiveSdpException {
    List<Stream> streams = new ArrayList<>();
    boolean picture = false;
    int sounds = 0;
    for (MediaDescription section : sdp.media()) {
      boolean video = section.media().equals("video");
      if (section.port() == 0 || !video && !section.media().equals("audio")) {
        continue;
      }
      if (video ? picture : sounds == MAX_AUDIO) {
        throw new LiveSdpException(line(section), "There are more streams than a channel has.");
      }
      streams.add(stream(sdp, section));
      picture |= video;
      sounds += video ? 0 : 1;
    }
    if (streams.isEmpty()) {
      throw new LiveSdpException("", "The SDP has neither picture nor sound.");
    }
    return new LiveSdp(streams);
  }

  private static Stream stream(SessionDescription sdp, MediaDescription section)
      throws SdpException, LiveSdpException {
    if (!section.protocol().toUpperCase(Locale.ROOT).startsWith("RTP/AVP")) {
      throw new LiveSdpException(line(section), "Only RTP/AVP can be received here.");
    }
    Connection connection =
        sdp.connection(section)
            .orElseThrow(() -> new LiveSdpException(line(section), "There is no c= line for it."));
    RtpMap map = map(section);
    Codec codec = codec(section, map);
    Fmtp fmtp = section.fmtp(Integer.toString(map.payloadType()));
    return new Stream(
        codec,
        map.payloadType(),
        channels(codec, fmtp),
        sdp.attribute(section, "lang").map(String::trim).orElse(null),
        parameterSets(codec, fmtp, section),
        address(connection),
        section.port(),
        rtcpPort(section),
        sources(sdp, section));
  }

  private static RtpMap map(MediaDescription section) throws SdpException, LiveSdpException {
    String format = section.formats().get(0);
    for (RtpMap map : section.rtpMaps().values()) {
      if (Integer.toString(map.payloadType()).equals(format)) {
        return map;
      }
    }
    if (format.equals("33")) {
      throw new LiveSdpException(
          line(section), "A transport stream in RTP is an input of type mpegts.");
    }
    throw new LiveSdpException(line(section), "There is no a=rtpmap line for it.");
  }

  private static Codec codec(MediaDescription section, RtpMap map) throws LiveSdpException {
    for (Codec codec : Codec.values()) {
      if (map.is(codec.encodingName())
          && map.clockRate() == codec.clockRate()
          && section.media().equals(codec.track().name().toLowerCase(Locale.ROOT))) {
        return codec;
      }
    }
    String words =
        map.encoding().toUpperCase(Locale.ROOT).startsWith("MPEG4") ? "AAC" : map.encoding();
    throw new LiveSdpException(
        "a=rtpmap:" + map.payloadType() + " " + map.encoding() + "/" + map.clockRate(),
        "Browsers do not play "
            + words
            + " over WebRTC; send H.264, H.265, VP8, VP9 or AV1, and Opus.");
  }

  private static int channels(Codec codec, Fmtp fmtp) {
    if (codec.track() == Track.VIDEO) {
      return 0;
    }
    // RFC 7587 section 6.1: a stereo decoder plays either, so mono only where it is said
    return fmtp.first("sprop-stereo").or(() -> fmtp.first("stereo")).orElse("1").equals("1")
        ? 2
        : 1;
  }

  private static List<byte[]> parameterSets(Codec codec, Fmtp fmtp, MediaDescription section)
      throws LiveSdpException {
    List<String> names =
        switch (codec) {
          case H264 -> List.of("sprop-parameter-sets");
          case H265 -> List.of("sprop-vps", "sprop-sps", "sprop-pps");
          default -> List.of();
        };
    List<byte[]> sets = new ArrayList<>();
    for (String name : names) {
      Optional<String> value = fmtp.first(name);
      for (String set : value.map(v -> v.split(",", -1)).orElse(new String[0])) {
        try {
          byte[] nal = Base64.getDecoder().decode(set.strip());
          if (nal.length > 0) {
            sets.add(nal);
          }
        } catch (IllegalArgumentException e) {
          throw new LiveSdpException(
              "a=fmtp:" + section.formats().get(0), name + " is no base64.", e);
        }
      }
    }
    return sets;
  }

  /** Without the time to live and the number of addresses (RFC 8866 section 5.7). */
  private static String address(Connection connection) {
    return connection.address().split("/", 2)[0];
  }

  private static int rtcpPort(MediaDescription section) throws LiveSdpException {
    Optional<String> value = section.attribute("rtcp");
    if (section.hasAttribute("rtcp-mux")) {
      return section.port();
    }
    if (value.isEmpty()) {
      return Math.min(65_535, section.port() + 1);
    }
    String port = value.get().trim().split(" ", 2)[0];
    if (port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535) {
      return Integer.parseInt(port);
    }
    throw new LiveSdpException("a=rtcp:" + value.get(), "There is no port in it.");
  }

  /** RFC 4570 section 3: {@code incl IN IP4 <group> <source> ...}. */
  private static List<String> sources(SessionDescription sdp, MediaDescription section)
      throws LiveSdpException {
    Optional<String> filter = sdp.attribute(section, "source-filter");
    if (filter.isEmpty()) {
      return List.of();
    }
    String[] parts = filter.get().trim().split(" +");
    if (parts.length < 5 || !parts[0].equalsIgnoreCase("incl")) {
      throw new LiveSdpException(
          "a=source-filter:" + filter.get(),
          "A source filter says incl, network, address types, destination and sources.");
    }
    return Arrays.asList(parts).subList(4, parts.length);
  }

  private static String line(MediaDescription section) {
    return "m=" + section.line().value();
  }
}
