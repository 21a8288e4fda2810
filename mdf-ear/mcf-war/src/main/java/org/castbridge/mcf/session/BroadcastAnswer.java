/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.castbridge.signalling.sdp.BroadcastService;
import org.castbridge.signalling.sdp.IptvRtsp;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.Origin;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;

/** The answers of a broadcast session: the media never change, only what they show. */
final class BroadcastAnswer {
  private BroadcastAnswer() {}

  /** The first answer, about this service. */
  static String first(String answer, BroadcastService service) throws SdpException {
    return service.in(SdpParser.parse(answer)).toString();
  }

  /**
   * The answer after another one.
   *
   * @param offset where time-shifted playing starts (h-offset), seconds of UTC since 1970; null
   *     when the session is not time-shifted
   */
  static String next(String answer, BroadcastService service, Double offset) {
    try {
      SessionDescription before = SdpParser.parse(answer);
      List<MediaDescription> sections = new ArrayList<>();
      for (MediaDescription section : before.media()) {
        sections.add(IptvRtsp.is(section) ? control(before, offset) : section);
      }
      SessionDescription after = service.in(before.withMedia(sections));
      return before.origin().map(o -> after.withOrigin(newer(o))).orElse(after).toString();
    } catch (SdpException e) {
      throw new IllegalStateException("an answer of ours can be read", e);
    }
  }

  private static MediaDescription control(SessionDescription before, Double offset)
      throws SdpException {
    String text = offset == null ? null : String.format(Locale.ROOT, "%.3f", offset);
    return IptvRtsp.of(before).orElseThrow().withOffset(text).section();
  }

  /** RFC 3264 section 8: another description has a version one higher. */
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
