/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.signalling.sdp.Attribute;
import org.castbridge.signalling.sdp.MediaDescription;

/**
 * Ids of the RTP header extensions we may write (RFC 8285, one-byte headers: 1 to 14), each 0 if it
 * was not offered.
 *
 * @param mid which media section a stream belongs to (RFC 8843 section 15)
 * @param playoutDelay how much the receiver is to buffer
 * @param transportCc number of the packet within the transport
 * @param absSendTime when the packet left, for the receiver's estimate of the bit rate
 */
public record HeaderExtensions(int mid, int playoutDelay, int transportCc, int absSendTime) {
  public static final HeaderExtensions NONE = new HeaderExtensions(0, 0, 0, 0);

  private static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
  private static final String PLAYOUT_DELAY =
      "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";
  private static final String TRANSPORT_CC =
      "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
  private static final String ABS_SEND_TIME =
      "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

  /** What the section offers that a sender can use; transport-cc only if it is wanted. */
  static HeaderExtensions of(MediaDescription offered, boolean transportCc) {
    String mid = offered.attribute("mid").orElse("");
    boolean midFits = !mid.isEmpty() && mid.length() <= 16;
    return new HeaderExtensions(
        midFits ? id(offered, MID) : 0,
        id(offered, PLAYOUT_DELAY),
        transportCc ? id(offered, TRANSPORT_CC) : 0,
        id(offered, ABS_SEND_TIME));
  }

  /** The {@code a=extmap} lines of the answer. */
  List<Attribute> answer(MediaDescription offered) {
    List<Attribute> lines = new ArrayList<>();
    for (String extmap : offered.attributes("extmap")) {
      Extmap offer = Extmap.parse(extmap);
      boolean used =
          offer != null
              && (is(offer, MID, mid)
                  || is(offer, PLAYOUT_DELAY, playoutDelay)
                  || is(offer, TRANSPORT_CC, transportCc)
                  || is(offer, ABS_SEND_TIME, absSendTime));
      if (used) {
        lines.add(new Attribute("extmap", offer.answer()));
      }
    }
    return lines;
  }

  private static boolean is(Extmap offer, String uri, int id) {
    return offer.id == id && offer.uri.equals(uri);
  }

  private static int id(MediaDescription offered, String uri) {
    for (String extmap : offered.attributes("extmap")) {
      Extmap offer = Extmap.parse(extmap);
      if (offer != null && offer.uri.equals(uri)) {
        return offer.id;
      }
    }
    return 0;
  }

  /**
   * An offered extension.
   *
   * @param direction empty if none is stated
   */
  private record Extmap(int id, String direction, String uri) {

    /** Null if a sender cannot use it. */
    static Extmap parse(String value) {
      String[] parts = value.trim().split(" +");
      if (parts.length < 2 || !parts[0].matches("[0-9]{1,2}(/[a-z]+)?")) {
        return null;
      }
      String[] idAndDirection = parts[0].split("/");
      int id = Integer.parseInt(idAndDirection[0]);
      String direction = idAndDirection.length == 2 ? idAndDirection[1] : "";
      // RFC 8285 section 7: what they only receive we only send
      boolean sendable =
          direction.isEmpty() || direction.equals("sendrecv") || direction.equals("recvonly");
      return sendable && id >= 1 && id <= 14 ? new Extmap(id, direction, parts[1]) : null;
    }

    String answer() {
      return (direction.isEmpty() ? "" + id : id + "/sendonly") + " " + uri;
    }
  }
}
