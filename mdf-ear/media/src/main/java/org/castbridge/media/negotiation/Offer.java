/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.castbridge.media.film.Track;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Direction;
import org.castbridge.signalling.sdp.Fingerprint;
import org.castbridge.signalling.sdp.IceParameters;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;

/**
 * A parsed offer and the questions a sender has. Media sections of the RTSP connection ({@code
 * iptv_rtsp}, ETSI TS 183 063) belong to media control, not to media: they are as if not there.
 */
final class Offer {
  private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";
  private static final String BUNDLE = "BUNDLE ";

  private final SessionDescription session;
  private final List<MediaDescription> sections;

  private Offer(SessionDescription session, List<MediaDescription> sections) {
    this.session = session;
    this.sections = sections;
  }

  static Offer parse(String sdp) throws NegotiationException {
    try {
      SessionDescription session = SdpParser.parse(sdp);
      List<MediaDescription> sections =
          session.media().stream().filter(m -> !m.formats().contains("iptv_rtsp")).toList();
      if (sections.isEmpty()) {
        throw NegotiationException.badOffer("", "the offer has no media section");
      }
      if (session.hasAttribute("ice-lite")) {
        throw NegotiationException.badOffer("a=ice-lite", "two ICE-lite agents cannot connect");
      }
      return new Offer(session, sections);
    } catch (SdpException e) {
      throw NegotiationException.badOffer(e);
    }
  }

  List<MediaDescription> sections() {
    return sections;
  }

  /** The first section the browser wants to receive this kind of media in. */
  Optional<MediaDescription> receiving(Track track) {
    String kind = track.name().toLowerCase(Locale.ROOT);
    return sections.stream()
        .filter(m -> m.media().equals(kind) && m.isActive() && m.protocol().equals(PROTOCOL))
        .filter(m -> receives(session.direction(m)))
        .findFirst();
  }

  private static boolean receives(Direction direction) {
    return direction == Direction.RECVONLY || direction == Direction.SENDRECV;
  }

  /**
   * Of the sections that are to be used, the one whose transport carries all: the first of them in
   * the bundle (RFC 9143 section 7.3.2).
   */
  MediaDescription tagged(List<MediaDescription> used) throws NegotiationException {
    for (MediaDescription section : used) {
      if (!section.hasAttribute("rtcp-mux")) {
        throw NegotiationException.badOffer(
            section.line().toString(), "the media section lacks a=rtcp-mux (RFC 8834 section 4.5)");
      }
    }
    if (used.size() == 1) {
      return used.get(0);
    }
    for (String group : session.attributes("group")) {
      if (group.startsWith(BUNDLE)) {
        List<MediaDescription> bundled = bundled(group, used);
        if (bundled.size() == used.size()) {
          return bundled.get(0);
        }
      }
    }
    throw NegotiationException.badOffer(
        used.get(1).line().toString(), "picture and sound must be in one a=group:BUNDLE");
  }

  private static List<MediaDescription> bundled(String group, List<MediaDescription> used) {
    List<MediaDescription> found = new ArrayList<>();
    for (String mid : group.substring(BUNDLE.length()).trim().split(" +")) {
      used.stream()
          .filter(m -> !mid.isEmpty() && m.attribute("mid").orElse("").equals(mid))
          .findFirst()
          .ifPresent(found::add);
    }
    return found;
  }

  /** True if the browser bundles this section, alone or with others. */
  boolean isBundled(MediaDescription section) {
    return session.attributes("group").stream()
        .anyMatch(group -> group.startsWith(BUNDLE) && !bundled(group, List.of(section)).isEmpty());
  }

  IceCredentials ice(MediaDescription section) throws NegotiationException {
    try {
      IceParameters ice =
          IceParameters.of(session, section)
              .orElseThrow(() -> missing(section, "a=ice-ufrag and a=ice-pwd"));
      return new IceCredentials(ice.ufrag(), ice.pwd());
    } catch (SdpException e) {
      throw NegotiationException.badOffer(e);
    }
  }

  /** The certificate's SHA-256 fingerprint; also sees that the browser can be the DTLS client. */
  Fingerprint fingerprint(MediaDescription section) throws NegotiationException {
    String setup = session.attribute(section, "setup").orElse("active");
    if (!setup.equals("actpass") && !setup.equals("active")) {
      throw NegotiationException.badOffer(
          "a=setup:" + setup, "the offer's a=setup must be actpass (RFC 8842 section 5.2)");
    }
    try {
      Fingerprint fingerprint =
          Fingerprint.of(session, section).orElseThrow(() -> missing(section, "a=fingerprint"));
      if (!fingerprint.algorithm().equals("sha-256")) {
        throw NegotiationException.badOffer(
            fingerprint.attribute().toString(), "the fingerprint must be a SHA-256 one");
      }
      return fingerprint;
    } catch (SdpException e) {
      throw NegotiationException.badOffer(e);
    }
  }

  private static NegotiationException missing(MediaDescription section, String what) {
    return NegotiationException.badOffer(
        section.line().toString(), "neither the media section nor the session has " + what);
  }
}
