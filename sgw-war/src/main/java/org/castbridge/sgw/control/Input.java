/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.util.List;

/** Everything that can happen to a user; each comes from one handler, already validated there. */
public sealed interface Input {
  /** A valid message on W2. */
  record FromBrowser(ClientMessage message) implements Input {}

  /**
   * A frame that is no valid message.
   *
   * @param re its id where that could be read, or null
   */
  record BadFrame(Long re, Refusal refusal) implements Input {}

  /** W2 is closed. */
  record BrowserGone() implements Input {}

  /** The gateway is being undeployed. */
  record Shutdown() implements Input {}

  /**
   * A final response to REGISTER.
   *
   * @param challenges of a 401 or 407, those of algorithms the gateway knows, best first
   * @param stale whether the nonce, not the password, was refused
   * @param expires seconds granted to our contact by a 2xx, else 0
   * @param minExpires seconds, from a 423, else 0
   * @param identities P-Associated-URI of a 2xx, without brackets; may be empty
   */
  record RegisterReply(
      SipStatus status,
      List<DigestChallenge> challenges,
      boolean stale,
      int expires,
      int minExpires,
      List<String> identities)
      implements Input {}

  /**
   * A final response to SUBSCRIBE.
   *
   * @param expires seconds granted
   */
  record SubscribeReply(SipStatus status, int expires) implements Input {}

  /**
   * Service attachment information arrived in a NOTIFY (pull) or MESSAGE (push).
   *
   * @param locations where SSFs are pulled from, absolute HTTP URIs; null when the body was empty
   * @param terminated whether the subscription has ended with it
   */
  record ServiceAttachment(List<String> locations, boolean terminated) implements Input {}

  /**
   * A response to INVITE.
   *
   * @param sdp the body of a 2xx, or null
   */
  record InviteReply(String session, SipStatus status, String sdp) implements Input {}

  /**
   * A response to {@link Output.Report} or {@link Output.Change}.
   *
   * @param ticket of the request
   * @param sdp the body of a 2xx to a re-INVITE, or null
   */
  record ChangeReply(String session, int ticket, SipStatus status, String sdp) implements Input {}

  /** The final response to our BYE. */
  record ByeReply(String session) implements Input {}

  /** BYE from the network. */
  record PeerBye(String session) implements Input {}

  /**
   * The answer to {@link Output.FetchCatalogue}.
   *
   * @param status HTTP status; 0 for no answer at all, 502 for an answer that is no catalogue
   * @param items null unless status is 200 (a 304 was already turned into the kept 200)
   */
  record CatalogueReply(int status, List<CatalogueItem> items) implements Input {}

  /**
   * The answer to {@link Output.FetchChannels}.
   *
   * @param status as with {@link CatalogueReply}
   * @param items null unless status is 200
   */
  record ChannelsReply(int status, List<ChannelItem> items) implements Input {}

  /**
   * What of a channel can be played, as the MCF says.
   *
   * @param start seconds of UTC since 1970
   * @param end seconds of UTC since 1970
   * @param live whether it is the newest that is played
   */
  record Window(double start, double end, boolean live) {}

  /**
   * A response on Xc.
   *
   * @param ticket of the request
   * @param status RTSP status
   * @param position seconds, or null
   * @param scale null when absent
   * @param duration seconds, or null
   * @param scales the speeds that can be asked for; empty when not said
   * @param window null when not said
   * @param state what it does, or null when not said
   */
  record ControlReply(
      String session,
      int ticket,
      int status,
      Double position,
      Double scale,
      Double duration,
      List<Double> scales,
      Window window,
      ServerMessage.PlayState state)
      implements Input {
    /** Without speeds, window and state. */
    public ControlReply(
        String session, int ticket, int status, Double position, Double scale, Double duration) {
      this(session, ticket, status, position, scale, duration, List.of(), null, null);
    }
  }

  /**
   * ANNOUNCE on Xc.
   *
   * @param notice 2101, 2104, 5402, ...
   * @param position seconds, or null
   */
  record ControlNotice(String session, int notice, Double position) implements Input {}

  /** The Xc connection could not be made, broke, or spoke no RTSP. */
  record ControlLost(String session) implements Input {}
}
