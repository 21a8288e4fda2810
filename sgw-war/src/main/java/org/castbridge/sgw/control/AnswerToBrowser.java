/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.castbridge.sgw.control.OfferToIms.ImsOffer;
import org.castbridge.signalling.sdp.BroadcastService;
import org.castbridge.signalling.sdp.Direction;
import org.castbridge.signalling.sdp.Fingerprint;
import org.castbridge.signalling.sdp.IceParameters;
import org.castbridge.signalling.sdp.IptvRtsp;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;

/**
 * The IMS answer becomes the browser's: the Xc section is taken out and read, the rest is held
 * against the offer (RFC 3264 clause 6, RFC 8829 clause 5.3), since a browser says no more than
 * "failed to set remote answer".
 */
public final class AnswerToBrowser {
  private final ImsOffer offer;
  private final SessionDescription answer;

  private AnswerToBrowser(ImsOffer offer, SessionDescription answer) {
    this.offer = offer;
    this.answer = answer;
  }

  /**
   * Where the film is controlled.
   *
   * @param uri absolute rtsp URI (h-uri)
   * @param session RTSP session (h-session)
   * @param timeout seconds without a request after which the MCF ends the session
   */
  public record ControlTarget(String uri, String session, int timeout) {}

  /** The browser's answer and the control connection that belongs to it. */
  public record BrowserAnswer(String sdp, ControlTarget control) {}

  /**
   * Translates.
   *
   * @throws InterworkingException naming the line that is wrong
   */
  public static BrowserAnswer translate(String sdp, ImsOffer offer) throws InterworkingException {
    try {
      IptvRtsp.Split split = IptvRtsp.split(SdpParser.parse(sdp));
      ControlTarget control = control(split, offer);
      // What the session is about is between the gateway and IMS, and changes with a zap.
      SessionDescription media = BroadcastService.strip(split.media());
      return new BrowserAnswer(new AnswerToBrowser(offer, media).media(), control);
    } catch (SdpException e) {
      throw InterworkingException.at(e.line(), e.getMessage());
    }
  }

  private static ControlTarget control(IptvRtsp.Split split, ImsOffer offer)
      throws InterworkingException {
    IptvRtsp control = split.control().orElse(null);
    if (control == null || control.uri() == null || control.session() == null) {
      throw InterworkingException.at(
          "m=application", "the iptv_rtsp section with h-uri and h-session is missing");
    }
    if (!split.index().equals(OptionalInt.of(offer.controlIndex()))) {
      throw InterworkingException.at(
          control.section().line().toString(), "the iptv_rtsp section stands in the wrong place");
    }
    int timeout = control.timeout() > 0 ? control.timeout() : 60; // RFC 2326 clause 12.37
    return new ControlTarget(absolute(control), control.session(), timeout);
  }

  private static String absolute(IptvRtsp control) throws InterworkingException {
    try {
      URI base = new URI("rtsp", null, control.address(), control.port(), "/", null, null);
      URI uri = base.resolve(new URI(control.uri()));
      if (!"rtsp".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
        throw InterworkingException.at(control.uri(), "h-uri must be an rtsp URI");
      }
      return uri.toString();
    } catch (URISyntaxException e) {
      throw InterworkingException.at(control.uri(), "h-uri must be an rtsp URI");
    }
  }

  private String media() throws InterworkingException, SdpException {
    List<MediaDescription> offered = offer.browser().media();
    if (answer.media().size() != offered.size()) {
      throw InterworkingException.at(
          "m=",
          "the answer has " + answer.media().size() + " media sections, not " + offered.size());
    }
    checkBundle();
    List<MediaDescription> sections = new ArrayList<>();
    boolean anything = false;
    for (int i = 0; i < offered.size(); i++) {
      MediaDescription section = answer.media().get(i);
      checkKind(offered.get(i), section);
      anything |= section.port() != 0;
      sections.add(section.port() == 0 ? section : accepted(offered.get(i), section));
    }
    if (!anything) {
      throw InterworkingException.noMedia();
    }
    return answer.withMedia(sections).toString();
  }

  private static void checkKind(MediaDescription offered, MediaDescription section)
      throws InterworkingException {
    if (!section.media().equals(offered.media())
        || !section.protocol().equals(offered.protocol())) {
      throw InterworkingException.at(
          section.line().toString(), "the offer has " + offered.line() + " here");
    }
  }

  private MediaDescription accepted(MediaDescription offered, MediaDescription section)
      throws InterworkingException, SdpException {
    String line = section.line().toString();
    if (!offered.formats().containsAll(section.formats())) {
      throw InterworkingException.at(line, "a payload type was not offered");
    }
    if (!offered.attribute("mid").equals(section.attribute("mid"))) {
      throw InterworkingException.at(line, "a=mid differs from the offer");
    }
    if (offered.hasAttribute("rtcp-mux") && !section.hasAttribute("rtcp-mux")) {
      throw InterworkingException.at(line, "a=rtcp-mux is missing");
    }
    if (IceParameters.of(answer, section).isEmpty()) {
      throw InterworkingException.at(line, "a=ice-ufrag and a=ice-pwd are missing");
    }
    if (Fingerprint.of(answer, section).filter(f -> f.algorithm().equals("sha-256")).isEmpty()) {
      throw InterworkingException.at(line, "a SHA-256 fingerprint is missing");
    }
    if (!Set.of("active", "passive").contains(answer.attribute(section, "setup").orElse(""))) {
      throw InterworkingException.at(line, "a=setup must be active or passive");
    }
    return answer.direction(section) == Direction.INACTIVE
        ? section
        : section.withDirection(Direction.SENDONLY);
  }

  private void checkBundle() throws InterworkingException {
    List<String> offeredGroups = offer.browser().attributes("group");
    for (String group : answer.attributes("group")) {
      List<String> members = List.of(group.trim().split(" +", -1));
      boolean known =
          offeredGroups.stream()
              .anyMatch(o -> List.of(o.trim().split(" +", -1)).containsAll(members));
      if (!known) {
        throw InterworkingException.at("a=group:" + group, "the group was not offered");
      }
    }
  }
}
