/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.castbridge.signalling.sdp.Attribute;
import org.castbridge.signalling.sdp.BroadcastService;
import org.castbridge.signalling.sdp.Connection;
import org.castbridge.signalling.sdp.Direction;
import org.castbridge.signalling.sdp.Fingerprint;
import org.castbridge.signalling.sdp.IceParameters;
import org.castbridge.signalling.sdp.IptvRtsp;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.Origin;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpLine;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;

/**
 * The browser's offer becomes the IMS offer (what the session is about comes from the application's
 * command, never from the browser's SDP): the same media sections in the same places, made
 * receive-only, with the bandwidth IMS asks for, and after them the section of the Xc connection.
 * ICE, DTLS and BUNDLE stay, since they end at the MDF (patent [0028]).
 */
public final class OfferToIms {
  private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";
  private final SessionDescription browser;
  private final Settings settings;

  private OfferToIms(SessionDescription browser, Settings settings) {
    this.browser = browser;
    this.settings = settings;
  }

  /**
   * The offer on the IMS leg and what is needed to carry its answer back.
   *
   * @param sdp the IMS offer
   * @param browser the browser's offer; section n of it is section n of the IMS offer
   * @param controlIndex place of the iptv_rtsp section
   */
  public record ImsOffer(String sdp, SessionDescription browser, int controlIndex) {

    /** The same offer about a broadcast service, with the next version of its origin. */
    ImsOffer about(BroadcastService service) {
      try {
        SessionDescription before = SdpParser.parse(sdp);
        SessionDescription after = service.in(before);
        after = before.origin().map(ImsOffer::newer).map(after::withOrigin).orElse(after);
        return new ImsOffer(after.toString(), browser, controlIndex);
      } catch (SdpException e) {
        throw new IllegalStateException("an offer of ours can be read", e);
      }
    }

    private static Origin newer(Origin origin) {
      return new Origin(
          origin.username(),
          origin.sessionId(),
          new BigInteger(origin.version()).add(BigInteger.ONE).toString(),
          origin.netType(),
          origin.addressType(),
          origin.address());
    }
  }

  /**
   * Translates.
   *
   * @throws InterworkingException naming the line that is wrong
   */
  public static ImsOffer translate(String offer, Settings settings) throws InterworkingException {
    try {
      SessionDescription browser = SdpParser.parse(offer);
      return new OfferToIms(browser, settings).translate();
    } catch (SdpException e) {
      throw InterworkingException.at(e.line(), e.getMessage());
    }
  }

  private ImsOffer translate() throws SdpException, InterworkingException {
    List<MediaDescription> sections = new ArrayList<>();
    boolean anything = false;
    for (MediaDescription section : browser.media()) {
      boolean used = isMedia(section) && section.isActive();
      sections.add(used ? media(section) : section.withPort(0));
      anything |= used;
    }
    if (!anything) {
      throw InterworkingException.at("m=", "the offer has no audio or video section");
    }
    int controlIndex = sections.size();
    sections.add(control());
    SessionDescription ims =
        withoutUnusedBundles(browser.withoutAttributes(BroadcastService::isAttribute))
            .withMedia(sections);
    return new ImsOffer(ims.toString(), browser, controlIndex);
  }

  private static boolean isMedia(MediaDescription section) throws InterworkingException {
    if (IptvRtsp.is(section)) {
      throw InterworkingException.at(
          section.line().toString(), "the control connection is the gateway's own");
    }
    return section.media().equals("audio") || section.media().equals("video");
  }

  private MediaDescription media(MediaDescription section)
      throws SdpException, InterworkingException {
    String line = section.line().toString();
    if (!section.protocol().equals(PROTOCOL)) {
      throw InterworkingException.at(line, "the protocol must be " + PROTOCOL);
    }
    if (IceParameters.of(browser, section).isEmpty()) {
      throw InterworkingException.at(line, "a=ice-ufrag and a=ice-pwd are missing");
    }
    requireFingerprint(section, line);
    requireReceiving(section, line);
    section.rtpMaps();
    MediaDescription ims =
        section.withoutAttributes(BroadcastService::isAttribute).withDirection(Direction.RECVONLY);
    return ims.bandwidth("AS").isPresent() ? ims : ims.with(bandwidth(section));
  }

  private void requireFingerprint(MediaDescription section, String line)
      throws SdpException, InterworkingException {
    Optional<Fingerprint> fingerprint = Fingerprint.of(browser, section);
    if (fingerprint.isEmpty()) {
      throw InterworkingException.at(line, "a=fingerprint is missing");
    }
    if (!fingerprint.get().algorithm().equals("sha-256")) {
      throw InterworkingException.at(
          fingerprint.get().attribute().toString(), "a SHA-256 fingerprint is needed");
    }
    String setup = browser.attribute(section, "setup").orElse("");
    if (!setup.equals("actpass") && !setup.equals("active")) {
      throw InterworkingException.at(
          setup.isEmpty() ? line : "a=setup:" + setup, "a=setup must be actpass or active");
    }
  }

  private void requireReceiving(MediaDescription section, String line)
      throws InterworkingException {
    Direction direction = browser.direction(section);
    if (direction == Direction.SENDONLY || direction == Direction.INACTIVE) {
      throw InterworkingException.at(line, "the section must be recvonly");
    }
  }

  private SdpLine bandwidth(MediaDescription section) {
    int kbps = section.media().equals("video") ? settings.videoKbps() : settings.audioKbps();
    return new SdpLine('b', "AS:" + kbps);
  }

  private MediaDescription control() {
    return IptvRtsp.offer().section().with(Connection.of(settings.address()).line());
  }

  /** A section we do not use must leave the BUNDLE group (RFC 9143 clause 7.2). */
  private SessionDescription withoutUnusedBundles(SessionDescription session) {
    Set<String> unused =
        browser.media().stream()
            .filter(s -> !s.media().equals("audio") && !s.media().equals("video"))
            .flatMap(s -> s.attribute("mid").stream())
            .collect(Collectors.toSet());
    if (unused.isEmpty()) {
      return session;
    }
    SessionDescription result = session.withoutAttributes(name -> name.equals("group"));
    for (String group : session.attributes("group")) {
      String kept =
          Stream.of(group.trim().split(" +", -1))
              .filter(word -> !unused.contains(word))
              .collect(Collectors.joining(" "));
      result = result.with(new Attribute("group", kept));
    }
    return result;
  }
}
