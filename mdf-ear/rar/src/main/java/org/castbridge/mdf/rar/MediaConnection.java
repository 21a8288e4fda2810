/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import org.castbridge.mdf.rar.figures.MediaFigures;

/** A connection to the media delivery of this server. Sessions live on after it is closed. */
public interface MediaConnection extends AutoCloseable {
  /**
   * Answers an offer and makes the session for it; nothing is sent before its first play command.
   *
   * <p>Takes over the film source: it is closed when the session ends, or at once when this call
   * fails.
   *
   * @throws MediaException of kind BAD_OFFER, NO_COMMON_CODEC, BUSY or UNAVAILABLE; nothing is left
   *     behind
   */
  SessionHandle create(SessionSpec spec) throws MediaException;

  /**
   * Answers the offer of an encoder that publishes to a channel.
   *
   * @throws MediaException of kind BAD_OFFER, NO_COMMON_CODEC, BUSY (another encoder publishes
   *     there) or UNAVAILABLE (also if the channel takes no encoders)
   */
  PublisherHandle publish(String channelId, String offerSdp) throws MediaException;

  /** The live channels of this server. */
  Channels channels() throws MediaException;

  /** Looks into the running delivery: figures of everything, packet captures. */
  MediaFigures figures() throws MediaException;

  /** How busy this server is. */
  MediaLoad load() throws MediaException;

  @Override
  void close();
}
