/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/**
 * Why a request of the browser was not done.
 *
 * @param code the W2 code
 * @param field the offending field, for {@link W2ErrorCode#BAD_OFFER} the offending SDP line; or
 *     null
 * @param upstream what the network answered, or null
 * @param channel whether it is about a channel, not a film
 */
public record Refusal(W2ErrorCode code, String field, Upstream upstream, boolean channel) {
  /**
   * The answer of a function behind the gateway.
   *
   * @param protocol SIP, RTSP or HTTP
   * @param status its status code
   * @param warning the text of its Warning, or null
   */
  public record Upstream(String protocol, int status, String warning) {}

  /** About a film, or about neither. */
  public Refusal(W2ErrorCode code, String field, Upstream upstream) {
    this(code, field, upstream, false);
  }

  /** The same about a channel. */
  public Refusal ofChannel() {
    return new Refusal(code, field, upstream, true);
  }

  /** A refusal of the gateway's own. */
  public static Refusal of(W2ErrorCode code) {
    return new Refusal(code, null, null);
  }

  /** A refusal of the gateway's own that names the field. */
  public static Refusal of(W2ErrorCode code, String field) {
    return new Refusal(code, field, null);
  }

  /**
   * The message for the browser.
   *
   * @param re the request's id, or null for an event
   */
  public ServerMessage.Error message(Long re) {
    String sentence = channel ? code.channelSentence() : code.sentence();
    return new ServerMessage.Error(re, code, field, sentence, upstream);
  }
}
