/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/**
 * What a session is opened for: a film or a channel.
 *
 * @param re the request to be answered
 * @param offer the browser's SDP
 * @param contentId of a film, or null
 * @param channel null for a film
 * @param duration seconds as the catalogue says, 0 when unknown
 */
record Opening(long re, String offer, String contentId, ChannelItem channel, double duration) {
  static Opening of(ClientMessage.Open open, double duration) {
    return new Opening(open.id(), open.offer(), open.contentId(), null, duration);
  }

  static Opening of(ClientMessage.Watch watch, ChannelItem channel) {
    return new Opening(watch.id(), watch.offer(), null, channel, 0);
  }

  /** The refusal in the words of what is opened. */
  Refusal words(Refusal refusal) {
    return channel == null ? refusal : refusal.ofChannel();
  }
}
