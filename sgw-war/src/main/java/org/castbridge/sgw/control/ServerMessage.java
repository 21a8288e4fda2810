/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.util.List;
import java.util.Locale;

/** A message to the browser on W2. {@code re} is the id of the request it answers; null: event. */
public sealed interface ServerMessage {
  /** The id of the request this answers, or null for an event. */
  Long re();

  /** Play states of a film. */
  enum PlayState {
    PLAYING,
    PAUSED,
    ENDED;

    /** The word in the message. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why a film session is gone. */
  enum CloseReason {
    USER("You closed the film."),
    ENDED("The film has ended."),
    GONE("The service ended the film."),
    NETWORK("The connection to the service was lost; please open the film again."),
    REPLACED("The film was opened elsewhere."),
    SHUTDOWN("The gateway is being restarted; please open the film again in a moment.");

    private final String sentence;

    CloseReason(String sentence) {
      this.sentence = sentence;
    }

    /** The word in the message. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence for the viewer. */
    public String sentence() {
      return sentence;
    }
  }

  /** To be answered by authenticate. */
  record Challenge(Long re, List<DigestChallenge> challenges, String uri)
      implements ServerMessage {}

  /**
   * The registration stands.
   *
   * @param expires seconds
   */
  record Registered(Long re, String impu, List<String> identities, int expires)
      implements ServerMessage {}

  /** The films. */
  record Catalogue(Long re, List<CatalogueItem> items) implements ServerMessage {}

  /** The channels. */
  record Channels(Long re, List<ChannelItem> items) implements ServerMessage {}

  /**
   * The film or channel is open.
   *
   * @param contentId of a film, or null
   * @param channel of a channel, or null
   * @param duration seconds; 0 when unknown
   * @param speeds that can be asked for; empty when unknown
   */
  record Answer(
      Long re,
      String session,
      String contentId,
      String channel,
      String answer,
      double duration,
      List<Double> speeds)
      implements ServerMessage {
    /** Of a film. */
    public Answer(Long re, String session, String contentId, String answer, double duration) {
      this(re, session, contentId, null, answer, duration, List.of());
    }
  }

  /**
   * What of a channel can be played, in seconds of UTC since 1970.
   *
   * @param live whether it is what is broadcast now
   * @param start the oldest that can be played
   * @param end the newest
   */
  record Window(String channel, boolean live, double start, double end) {}

  /**
   * Where a film or channel stands; position and duration in seconds.
   *
   * @param window null for a film
   */
  record State(
      Long re,
      String session,
      PlayState state,
      double position,
      double speed,
      double duration,
      Window window)
      implements ServerMessage {
    /** Of a film. */
    public State(
        Long re, String session, PlayState state, double position, double speed, double duration) {
      this(re, session, state, position, speed, duration, null);
    }
  }

  /** The film reached its end; the session stays. */
  record Ended(String session, double position) implements ServerMessage {
    @Override
    public Long re() {
      return null;
    }
  }

  /**
   * The session is gone.
   *
   * @param channel whether it was one of television
   */
  record Closed(Long re, String session, CloseReason reason, boolean channel)
      implements ServerMessage {
    /** Of a film. */
    public Closed(Long re, String session, CloseReason reason) {
      this(re, session, reason, false);
    }

    /** One sentence for the viewer. */
    public String sentence() {
      return channel ? reason.sentence().replace("film", "channel") : reason.sentence();
    }
  }

  /** De-registered. */
  record Goodbye(Long re) implements ServerMessage {}

  /** Answer to ping. */
  record Pong(Long re) implements ServerMessage {}

  /** A request that failed, or trouble of the whole connection. */
  record Error(Long re, W2ErrorCode code, String field, String message, Refusal.Upstream upstream)
      implements ServerMessage {}
}
