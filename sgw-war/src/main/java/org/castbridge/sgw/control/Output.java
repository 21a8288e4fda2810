/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import org.castbridge.signalling.xml.IptvCommand;

/** What a protocol handler has to do now. */
public sealed interface Output {
  /** For the SIP handler (406). */
  sealed interface Sip extends Output {}

  /** For the RTSP handler (408). */
  sealed interface Rtsp extends Output {
    /** The film session's token. */
    String session();
  }

  /** Send on W2. */
  record ToBrowser(ServerMessage message) implements Output {}

  /**
   * Close W2.
   *
   * @param code RFC 6455 clause 7.4.1
   */
  record CloseBrowser(int code, String reason) implements Output {}

  /** Everything is over: free what the user holds. Nothing follows. */
  record Finished() implements Output {}

  /**
   * REGISTER.
   *
   * @param expires seconds; 0 de-registers
   * @param digest null for an empty response (3GPP TS 24.229 clause 5.1.1.2)
   */
  record Register(String impi, int expires, DigestResponse digest) implements Sip {}

  /**
   * SUBSCRIBE to ua-profile at the SDF, in its dialogue where there is one.
   *
   * @param expires seconds; 0 ends the subscription
   */
  record Subscribe(int expires) implements Sip {}

  /** INVITE for a film; without content id for television, where the SDP names the channel. */
  record Invite(String session, String contentId, String sdp) implements Sip {}

  /**
   * INFO: another service is watched.
   *
   * @param ticket comes back in {@link Input.ChangeReply}
   */
  record Report(String session, int ticket, IptvCommand command) implements Sip {}

  /**
   * Re-INVITE.
   *
   * @param ticket comes back in {@link Input.ChangeReply}
   * @param command what goes with the SDP, or null
   */
  record Change(String session, int ticket, String sdp, IptvCommand command) implements Sip {}

  /** CANCEL the pending INVITE. */
  record Cancel(String session) implements Sip {}

  /** BYE. */
  record Bye(String session) implements Sip {}

  /**
   * GET the catalogue on Xa.
   *
   * @param location base URI of the SSF
   * @param identity the user's registered public identity
   */
  record FetchCatalogue(String location, String identity) implements Output {}

  /** GET the channels on Xa; as {@link FetchCatalogue}. */
  record FetchChannels(String location, String identity) implements Output {}

  /** Open the Xc connection to the authority of the URI; requests that follow wait for it. */
  record Connect(String session, String uri) implements Rtsp {}

  /** Close the Xc connection. */
  record Disconnect(String session) implements Rtsp {}

  /** What an RTSP request is for. */
  enum ControlMethod {
    PLAY,
    PAUSE,
    /** GET_PARAMETER position, duration, scales; no others are of OIPF. */
    PARAMETERS,
    /** The same and state, scale; of a channel start, end, live. */
    ALL_PARAMETERS,
    /** GET_PARAMETER without a body. */
    KEEP_ALIVE
  }

  /**
   * An RTSP request.
   *
   * @param ticket comes back in {@link Input.ControlReply}
   * @param position seconds; null: no Range
   * @param scale null: no Scale
   * @param channel whether positions are absolute time, and there is a window to ask for
   */
  record Control(
      String session,
      int ticket,
      ControlMethod method,
      String uri,
      String rtspSession,
      Double position,
      Double scale,
      boolean channel)
      implements Rtsp {
    /** Of a film. */
    public Control(
        String session,
        int ticket,
        ControlMethod method,
        String uri,
        String rtspSession,
        Double position,
        Double scale) {
      this(session, ticket, method, uri, rtspSession, position, scale, false);
    }
  }
}
