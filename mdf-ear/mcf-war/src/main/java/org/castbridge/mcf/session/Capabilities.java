/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import java.util.Locale;
import java.util.Map;
import org.castbridge.mcf.xp.XpAsset;
import org.castbridge.signalling.sdp.Attribute;
import org.castbridge.signalling.sdp.Connection;
import org.castbridge.signalling.sdp.Direction;
import org.castbridge.signalling.sdp.IptvRtsp;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.Origin;
import org.castbridge.signalling.sdp.RtpMap;
import org.castbridge.signalling.sdp.SessionDescription;

/**
 * What the answer to an OPTIONS for a film says of it (RFC 3264 section 9): its codecs, with ports
 * of zero.
 */
public final class Capabilities {
  private static final Map<String, RtpMap> FORMATS =
      Map.of(
          "H264", new RtpMap(96, "H264", 90_000, 1),
          "VP8", new RtpMap(97, "VP8", 90_000, 1),
          "VP9", new RtpMap(98, "VP9", 90_000, 1),
          "AV1", new RtpMap(99, "AV1", 90_000, 1),
          "OPUS", new RtpMap(111, "opus", 48_000, 2));

  private Capabilities() {}

  /** The description of a film, SDP. */
  public static String of(XpAsset asset, String address) {
    String type = Connection.of(address).addressType();
    SessionDescription result =
        SessionDescription.of(new Origin("mcf", "0", "0", "IN", type, address))
            .with(Connection.of(address).line());
    result = add(result, "video", asset.videoCodec());
    result = add(result, "audio", asset.audioCodec());
    return result.with(MediaDescription.of("application", 0, "TCP", IptvRtsp.FORMAT)).toString();
  }

  private static SessionDescription add(SessionDescription session, String media, String codec) {
    RtpMap format = FORMATS.get(codec.toUpperCase(Locale.ROOT));
    if (format == null) {
      return session;
    }
    String payloadType = Integer.toString(format.payloadType());
    Attribute map = format.attribute();
    return session.with(
        MediaDescription.of(media, 0, "UDP/TLS/RTP/SAVPF", payloadType)
            .with(map)
            .withDirection(Direction.SENDONLY));
  }
}
