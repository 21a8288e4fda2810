/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.castbridge.mcf.xp.XpOffer;
import org.castbridge.signalling.sdp.BroadcastService;
import org.castbridge.signalling.sdp.Fingerprint;
import org.castbridge.signalling.sdp.IceParameters;
import org.castbridge.signalling.sdp.IptvRtsp;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.RtpMap;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;

/**
 * An offer for a film: WebRTC media and the section that asks for media control (TS 183 063, method
 * 1).
 *
 * @param text the offer as it came
 * @param media the offer without its control section
 * @param controlIndex where among the sections the control section stands
 * @param ice the viewer's ICE credentials and candidates
 * @param fingerprint of the viewer's certificate
 * @param codecs the encodings offered, in upper case
 */
public record ContentOffer(
    String text,
    SessionDescription media,
    int controlIndex,
    IceParameters ice,
    Fingerprint fingerprint,
    Set<String> codecs) {
  private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF"; // RFC 8829 section 5.1.2

  /**
   * Reads and judges an offer.
   *
   * @throws SetUpRefusal with status 488 and a Warning that names the line
   */
  public static ContentOffer parse(String text) throws SetUpRefusal {
    try {
      IptvRtsp.Split split = IptvRtsp.split(SdpParser.parse(text));
      IptvRtsp control =
          split
              .control()
              .orElseThrow(() -> SetUpRefusal.noMedia("the offer has no iptv_rtsp section"));
      if (control.port() == 0 || control.setup().equals("passive")) {
        throw SetUpRefusal.badOffer(
            "the offer does not connect for media control", control.section().line().toString());
      }
      return judged(text, split);
    } catch (SdpException e) {
      throw SetUpRefusal.badOffer(e);
    }
  }

  private static ContentOffer judged(String text, IptvRtsp.Split split)
      throws SdpException, SetUpRefusal {
    SessionDescription media = split.media();
    List<MediaDescription> streams = media.media().stream().filter(ContentOffer::isStream).toList();
    if (streams.isEmpty()) {
      throw SetUpRefusal.noMedia("the offer has neither video nor audio");
    }
    Set<String> codecs = new TreeSet<>();
    for (MediaDescription stream : streams) {
      judge(media, stream);
      judgeTransport(media, streams.get(0), stream);
      stream.rtpMaps().values().stream()
          .map(RtpMap::encoding)
          .forEach(name -> codecs.add(name.toUpperCase(Locale.ROOT)));
    }
    return new ContentOffer(
        text,
        media,
        split.index().orElseThrow(),
        IceParameters.of(media, streams.get(0)).orElseThrow(),
        Fingerprint.of(media, streams.get(0)).orElseThrow(),
        codecs);
  }

  private static boolean isStream(MediaDescription section) {
    return section.isActive()
        && (section.media().equals("video") || section.media().equals("audio"));
  }

  private static void judge(SessionDescription media, MediaDescription stream) throws SdpException {
    String line = stream.line().toString();
    if (!stream.protocol().equals(PROTOCOL)) {
      throw new SdpException(line, "media must use " + PROTOCOL);
    }
    if (IceParameters.of(media, stream).isEmpty()) {
      throw new SdpException(line, "the section has no ICE credentials");
    }
    Fingerprint fingerprint =
        Fingerprint.of(media, stream)
            .orElseThrow(
                () -> new SdpException(line, "the section has no certificate fingerprint"));
    if (!fingerprint.algorithm().equals("sha-256")) {
      throw new SdpException(fingerprint.attribute().toString(), "the fingerprint must be SHA-256");
    }
    if (media.attribute(stream, "setup").orElse("").equals("passive")) {
      throw new SdpException(line, "the viewer must begin the DTLS handshake");
    }
  }

  // A Media Delivery Function has one transport for a viewer (BUNDLE, RFC 9143).
  private static void judgeTransport(
      SessionDescription media, MediaDescription first, MediaDescription stream)
      throws SdpException {
    String[] names = {"ice-ufrag", "ice-pwd", "fingerprint"};
    for (String name : names) {
      if (!media.attribute(stream, name).equals(media.attribute(first, name))) {
        throw new SdpException(
            stream.line().toString(),
            "all sections must share one transport, but differ in " + name);
      }
    }
  }

  /** What the Media Delivery Function is asked. */
  XpOffer toXp(String contentId, String accessNetwork, String correlation, String events) {
    MediaDescription stream =
        media.media().stream().filter(ContentOffer::isStream).findFirst().orElseThrow();
    XpOffer.Details details =
        new XpOffer.Details(
            media.attribute(stream, "setup").orElse("actpass"),
            stream.protocol(),
            bundle(),
            stream.hasAttribute("rtcp-mux"),
            accessNetwork);
    String offer = BroadcastService.strip(media).toString();
    return new XpOffer(contentId, offer, fingerprint, ice, details, correlation, events);
  }

  /**
   * The broadcast service the offer is about.
   *
   * @throws SetUpRefusal with status 488 if it names none
   */
  public BroadcastService broadcast() throws SetUpRefusal {
    try {
      return BroadcastService.of(SdpParser.parse(text))
          .filter(service -> service.serviceId() != null)
          .orElseThrow(() -> SetUpRefusal.badOffer("the offer names no bc_service", null));
    } catch (SdpException e) {
      throw SetUpRefusal.badOffer(e);
    }
  }

  private List<String> bundle() {
    Optional<String> group =
        media.attributes("group").stream().filter(value -> value.startsWith("BUNDLE ")).findFirst();
    return group.map(value -> List.of(value.substring(7).trim().split(" +", -1))).orElse(List.of());
  }

  /**
   * Whether another offer asks for the same: nothing but the version of its origin, and the
   * broadcast service, may differ.
   */
  boolean isSameAs(String other) {
    try {
      SessionDescription theirs = SdpParser.parse(other);
      SessionDescription ours = SdpParser.parse(text);
      SessionDescription left = BroadcastService.strip(theirs);
      SessionDescription right = BroadcastService.strip(ours);
      return left.media().equals(right.media()) && withoutOrigin(left).equals(withoutOrigin(right));
    } catch (SdpException e) {
      return false;
    }
  }

  private static List<String> withoutOrigin(SessionDescription session) {
    return session.lines().stream()
        .filter(line -> line.type() != 'o')
        .map(Object::toString)
        .toList();
  }
}
