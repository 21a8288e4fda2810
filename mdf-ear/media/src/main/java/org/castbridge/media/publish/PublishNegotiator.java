/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.publish;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.Track;
import org.castbridge.media.ice.IceCandidate;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.live.RtpSource;
import org.castbridge.media.negotiation.LocalTransport;
import org.castbridge.media.negotiation.NegotiationException;
import org.castbridge.signalling.sdp.Attribute;
import org.castbridge.signalling.sdp.Connection;
import org.castbridge.signalling.sdp.Direction;
import org.castbridge.signalling.sdp.Fingerprint;
import org.castbridge.signalling.sdp.Fmtp;
import org.castbridge.signalling.sdp.IceParameters;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.Origin;
import org.castbridge.signalling.sdp.RtpMap;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;

/**
 * Answers an encoder's offer (RFC 9725 section 4.2): ICE-lite, DTLS-passive, receive-only, one
 * bundle. Of each section the first codec that browsers play is taken: the encoder's preference.
 */
public final class PublishNegotiator {
  private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";
  private static final int MAX_AUDIO = 8;

  private final Random random;

  public PublishNegotiator(Random random) {
    this.random = random;
  }

  /** An accepted section. */
  private record Accepted(MediaDescription offered, RtpMap map, PublishedTrack track) {}

  /**
   * @throws NegotiationException if it cannot be answered
   */
  public Publication negotiate(String offerSdp, LocalTransport local) throws NegotiationException {
    try {
      SessionDescription offer = SdpParser.parse(offerSdp);
      List<Accepted> accepted = new ArrayList<>();
      int[] room = {1, MAX_AUDIO};
      for (MediaDescription section : offer.media()) {
        Optional<Track> kind = kind(offer, section);
        if (kind.isPresent() && room[kind.get().ordinal()]-- > 0) {
          accepted.add(accept(section, kind.get()));
        }
      }
      if (accepted.isEmpty()) {
        throw bad("", "the offer sends neither picture nor sound over " + PROTOCOL);
      }
      MediaDescription tagged = accepted.get(0).offered();
      Publication agreed =
          new Publication(
              answer(offer, accepted, local).toString(),
              accepted.stream().map(Accepted::track).toList(),
              ice(offer, tagged),
              fingerprint(offer, tagged));
      return agreed;
    } catch (SdpException e) {
      throw new NegotiationException(NegotiationException.Kind.BAD_OFFER, e.line(), e.getMessage());
    }
  }

  private static Optional<Track> kind(SessionDescription offer, MediaDescription section) {
    Direction direction = offer.direction(section);
    boolean sends = direction == Direction.SENDONLY || direction == Direction.SENDRECV;
    if (!section.isActive() || !sends || !section.protocol().equals(PROTOCOL)) {
      return Optional.empty();
    }
    return switch (section.media()) {
      case "video" -> Optional.of(Track.VIDEO);
      case "audio" -> Optional.of(Track.AUDIO);
      default -> Optional.empty();
    };
  }

  private static Accepted accept(MediaDescription section, Track kind)
      throws SdpException, NegotiationException {
    if (!section.hasAttribute("rtcp-mux")) {
      throw bad(section.line().toString(), "the media section lacks a=rtcp-mux");
    }
    Map<Integer, RtpMap> maps = section.rtpMaps();
    for (String format : section.formats()) {
      RtpMap map = format.matches("[0-9]{1,3}") ? maps.get(Integer.parseInt(format)) : null;
      Codec codec = map == null ? null : codec(map, kind);
      if (codec != null && playable(codec, section.fmtp(format))) {
        RtpSource.Format is = format(codec, map, section);
        String mid = section.attribute("mid").orElse(null);
        return new Accepted(section, map, new PublishedTrack(is, rtx(section, maps, format), mid));
      }
    }
    throw new NegotiationException(
        NegotiationException.Kind.NO_COMMON_CODEC,
        section.line().toString(),
        "none of the " + section.media() + " codecs of the offer is one that browsers play");
  }

  private static Codec codec(RtpMap map, Track kind) {
    for (Codec codec : Codec.values()) {
      if (codec.track() == kind
          && map.is(codec.encodingName())
          && map.clockRate() == codec.clockRate()) {
        return codec;
      }
    }
    return null;
  }

  /** Profiles with more than 8 bits or other chroma play almost nowhere. */
  private static boolean playable(Codec codec, Fmtp fmtp) {
    return switch (codec) {
      case VP9 -> fmtp.first("profile-id").orElse("0").equals("0");
      case AV1 -> fmtp.first("profile").orElse("0").equals("0");
      case H264 -> !fmtp.first("profile-level-id").orElse("42").startsWith("f4");
      default -> true;
    };
  }

  private static RtpSource.Format format(Codec codec, RtpMap map, MediaDescription section) {
    if (codec.track() == Track.VIDEO) {
      return RtpSource.Format.video(codec, map.payloadType());
    }
    Fmtp fmtp = section.fmtp(Integer.toString(map.payloadType()));
    // a stereo decoder plays either, so mono only where it is said
    boolean mono = fmtp.first("sprop-stereo").map(v -> v.equals("0")).orElse(false);
    return RtpSource.Format.audio(codec, map.payloadType(), mono ? 1 : 2);
  }

  private static int rtx(MediaDescription section, Map<Integer, RtpMap> maps, String format) {
    for (RtpMap map : maps.values()) {
      if (map.is("rtx")
          && section
              .fmtp(Integer.toString(map.payloadType()))
              .first("apt")
              .orElse("")
              .equals(format)) {
        return map.payloadType();
      }
    }
    return 0;
  }

  private static IceCredentials ice(SessionDescription offer, MediaDescription section)
      throws SdpException, NegotiationException {
    if (offer.hasAttribute("ice-lite")) {
      throw bad("a=ice-lite", "two ICE-lite agents cannot connect");
    }
    IceParameters ice =
        IceParameters.of(offer, section)
            .orElseThrow(() -> bad(section.line().toString(), "there is no a=ice-ufrag for it"));
    return new IceCredentials(ice.ufrag(), ice.pwd());
  }

  private static Fingerprint fingerprint(SessionDescription offer, MediaDescription section)
      throws SdpException, NegotiationException {
    String setup = offer.attribute(section, "setup").orElse("actpass");
    if (!setup.equals("actpass") && !setup.equals("active")) {
      throw bad("a=setup:" + setup, "the offer's a=setup must be actpass or active");
    }
    Fingerprint fingerprint =
        Fingerprint.of(offer, section)
            .orElseThrow(() -> bad(section.line().toString(), "there is no a=fingerprint for it"));
    if (!fingerprint.algorithm().equalsIgnoreCase("sha-256")) {
      throw bad(fingerprint.attribute().toString(), "the fingerprint must be a SHA-256 one");
    }
    return fingerprint;
  }

  private static NegotiationException bad(String line, String message) {
    return new NegotiationException(NegotiationException.Kind.BAD_OFFER, line, message);
  }

  private SessionDescription answer(
      SessionDescription offer, List<Accepted> accepted, LocalTransport local) {
    Connection address = Connection.of(literal(local.addresses().get(0)));
    SessionDescription answer =
        SessionDescription.of(
            new Origin(
                "-",
                Long.toString(random.nextLong() >>> 1),
                "1",
                "IN",
                address.addressType(),
                address.address()));
    List<String> mids = new ArrayList<>();
    accepted.forEach(a -> Optional.ofNullable(a.track().mid()).ifPresent(mids::add));
    if (!mids.isEmpty()) {
      answer = answer.with(new Attribute("group", "BUNDLE " + String.join(" ", mids)));
    }
    answer = answer.with(Attribute.property("ice-lite"));
    List<MediaDescription> sections = new ArrayList<>();
    for (MediaDescription section : offer.media()) {
      sections.add(
          accepted.stream()
              .filter(a -> a.offered() == section)
              .findFirst()
              .map(a -> section(a, local, address))
              .orElseGet(() -> refused(section)));
    }
    return answer.withMedia(sections);
  }

  private static MediaDescription refused(MediaDescription offered) {
    MediaDescription section = offered.withPort(0).withLines(List.of());
    section = section.with(Connection.of("0.0.0.0").line());
    String mid = offered.attribute("mid").orElse(null);
    return mid == null ? section : section.with(new Attribute("mid", mid));
  }

  private static MediaDescription section(
      Accepted accepted, LocalTransport local, Connection address) {
    PublishedTrack track = accepted.track();
    String format = Integer.toString(track.format().payloadType());
    List<String> formats = new ArrayList<>(List.of(format));
    if (track.rtxPayloadType() != 0) {
      formats.add(Integer.toString(track.rtxPayloadType()));
    }
    MediaDescription section =
        MediaDescription.of(
                accepted.offered().media(),
                local.addresses().get(0).getPort(),
                PROTOCOL,
                formats.toArray(String[]::new))
            .with(address.line());
    List<Attribute> attributes = new ArrayList<>();
    for (IceCandidate candidate : local.candidates()) {
      attributes.add(new Attribute("candidate", candidate.toString()));
    }
    attributes.add(Attribute.property("end-of-candidates"));
    attributes.add(new Attribute("ice-ufrag", local.ice().ufrag()));
    attributes.add(new Attribute("ice-pwd", local.ice().pwd()));
    attributes.add(local.fingerprint().attribute());
    attributes.add(new Attribute("setup", "passive"));
    if (track.mid() != null) {
      attributes.add(new Attribute("mid", track.mid()));
    }
    attributes.add(Attribute.property(Direction.RECVONLY.attributeName()));
    attributes.add(Attribute.property("rtcp-mux"));
    attributes.add(Attribute.property("rtcp-rsize"));
    codec(accepted, format, attributes);
    for (Attribute attribute : attributes) {
      section = section.with(attribute);
    }
    return section;
  }

  private static void codec(Accepted accepted, String format, List<Attribute> out) {
    out.add(accepted.map().attribute());
    Fmtp fmtp = accepted.offered().fmtp(format);
    if (!fmtp.parameters().isEmpty()) {
      out.add(fmtp.attribute());
    }
    PublishedTrack track = accepted.track();
    if (track.format().codec().track() == Track.VIDEO) {
      for (String feedback : List.of("goog-remb", "nack", "nack pli")) {
        out.add(new Attribute("rtcp-fb", format + " " + feedback));
      }
    }
    if (track.rtxPayloadType() != 0) {
      int rate = track.format().codec().clockRate();
      out.add(new Attribute("rtpmap", track.rtxPayloadType() + " rtx/" + rate));
      out.add(new Attribute("fmtp", track.rtxPayloadType() + " apt=" + format));
    }
  }

  private static String literal(InetSocketAddress address) {
    return address.getAddress().getHostAddress().toLowerCase(Locale.ROOT).split("%", 2)[0];
  }
}
