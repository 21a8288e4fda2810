/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The media control section {@code m=application ... TCP iptv_rtsp} of a Content on Demand session
 * (TS 183 063, the IANA registration of {@code iptv_rtsp}; RFC 4145 for setup and connection).
 *
 * @param address where the RTSP server listens, or the client is; null if not stated
 * @param port its TCP port; 9 in an offer of the active side, 0 if the section is refused
 * @param setup {@code active} or {@code passive}
 * @param uri {@code h-uri}, the RTSP address of the content; null in an offer
 * @param session {@code h-session}, the RTSP session; null in an offer
 * @param timeout seconds until the RTSP session ends without a sign of life; 0 if not stated
 * @param offset {@code h-offset}, where playing starts, as written; null if not stated
 */
public record IptvRtsp(
    String address,
    int port,
    String setup,
    String uri,
    String session,
    int timeout,
    String offset) {

  /** The format name. */
  public static final String FORMAT = "iptv_rtsp";

  private static final int DISCARD = 9; // RFC 4145 section 4.1: the port an active endpoint writes

  /** A description split into what the media delivery function sees, and the control section. */
  public record Split(SessionDescription media, Optional<IptvRtsp> control, OptionalInt index) {}

  /** What a user agent offers: it will connect. */
  public static IptvRtsp offer() {
    return new IptvRtsp(null, DISCARD, "active", null, null, 0, null);
  }

  /** What a Media Control Function answers: connect here and control this session. */
  public static IptvRtsp answer(String address, int port, String uri, String session, int timeout) {
    return new IptvRtsp(address, port, "passive", uri, session, timeout, null);
  }

  /** This section with an {@code h-offset}. */
  public IptvRtsp withOffset(String newOffset) {
    return new IptvRtsp(address, port, setup, uri, session, timeout, newOffset);
  }

  /** Whether a section is media control over TCP. */
  public static boolean is(MediaDescription section) {
    return section.media().equals("application")
        && section.protocol().startsWith("TCP")
        && section.formats().contains(FORMAT);
  }

  /** Reads the control section of a description, if it has one. */
  public static Optional<IptvRtsp> of(SessionDescription session) throws SdpException {
    return split(session).control();
  }

  /**
   * Takes the control section out of a description.
   *
   * @throws SdpException if there are two, or one is malformed
   */
  public static Split split(SessionDescription session) throws SdpException {
    List<MediaDescription> rest = new ArrayList<>();
    IptvRtsp control = null;
    int index = -1;
    for (int i = 0; i < session.media().size(); i++) {
      MediaDescription section = session.media().get(i);
      if (!is(section)) {
        rest.add(section);
      } else if (control != null) {
        throw new SdpException(
            section.line().toString(), "only one iptv_rtsp section is understood");
      } else {
        control = read(session, section);
        index = i;
      }
    }
    return new Split(
        session.withMedia(rest),
        Optional.ofNullable(control),
        index < 0 ? OptionalInt.empty() : OptionalInt.of(index));
  }

  private static IptvRtsp read(SessionDescription session, MediaDescription section)
      throws SdpException {
    Fmtp fmtp = section.fmtp(FORMAT);
    String timeout = fmtp.first("timeout").orElse("0");
    long seconds = Tokens.number(timeout, 6);
    if (seconds < 0) {
      throw new SdpException(
          "a=fmtp:iptv_rtsp timeout=" + timeout, "timeout must be whole seconds");
    }
    return new IptvRtsp(
        session.connection(section).map(Connection::address).orElse(null),
        section.port(),
        section.attribute("setup").orElse("active"),
        fmtp.first("h-uri").or(() -> bareUri(section)).orElse(null),
        fmtp.first("h-session").orElse(null),
        (int) seconds,
        fmtp.first("h-offset").orElse(null));
  }

  // Some implementations write a=fmtp:rtsp://... without format and name.
  private static Optional<String> bareUri(MediaDescription section) {
    return section.attributes("fmtp").stream()
        .map(String::trim)
        .filter(value -> value.startsWith("rtsp://"))
        .findFirst();
  }

  /** The control section as a media section. */
  public MediaDescription section() {
    MediaDescription section = MediaDescription.of("application", port, "TCP", FORMAT);
    if (address != null) {
      section = section.with(Connection.of(address).line());
    }
    section = section.with(new Attribute("setup", setup)).with(new Attribute("connection", "new"));
    if (uri != null) {
      section = section.with(fmtp("h-uri=" + uri));
    }
    if (session != null) {
      section =
          section.with(fmtp("h-session=" + session + (timeout > 0 ? ";timeout=" + timeout : "")));
    }
    return offset == null ? section : section.with(fmtp("h-offset=" + offset));
  }

  private static Attribute fmtp(String parameters) {
    return new Attribute("fmtp", FORMAT + " " + parameters);
  }
}
