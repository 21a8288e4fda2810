/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/** A message from the browser on W2, already checked against the published schema. */
public sealed interface ClientMessage {
  /** Chosen by the browser, unique on its connection. */
  long id();

  /** A message about one open film or channel. */
  sealed interface OfSession extends ClientMessage {
    /** The token from {@link ServerMessage.Answer}. */
    String session();
  }

  /** Who wants to register. */
  record Hello(long id, String impi) implements ClientMessage {}

  /** The digest over a challenge. */
  record Authenticate(long id, DigestResponse digest) implements ClientMessage {}

  /** Asks for the films. */
  record Catalogue(long id) implements ClientMessage {}

  /** Opens a film with the browser's SDP offer. */
  record Open(long id, String contentId, String offer) implements ClientMessage {}

  /** Asks for the channels. */
  record Channels(long id) implements ClientMessage {}

  /** Opens a channel with the browser's SDP offer; it plays at once. */
  record Watch(long id, String channel, String offer) implements ClientMessage {}

  /** Another channel in the same session. */
  record Zap(long id, String session, String channel) implements OfSession {}

  /** Back from time shift to what is broadcast now. */
  record Live(long id, String session) implements OfSession {}

  /**
   * Plays.
   *
   * @param position seconds (of a channel: of UTC since 1970), or null to go on where it stands
   * @param speed null for normal speed
   */
  record Play(long id, String session, Double position, Double speed) implements OfSession {}

  /** Pauses. */
  record Pause(long id, String session) implements OfSession {}

  /**
   * Goes to a position.
   *
   * @param position seconds
   */
  record Seek(long id, String session, double position) implements OfSession {}

  /** Asks where the film stands. */
  record Position(long id, String session) implements OfSession {}

  /** Ends a film session. */
  record Close(long id, String session) implements OfSession {}

  /** De-registers. */
  record Bye(long id) implements ClientMessage {}

  /** Keeps the connection alive. */
  record Ping(long id) implements ClientMessage {}
}
