/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.util.Locale;

/** Error codes of W2, each with the one sentence a viewer reads. */
public enum W2ErrorCode {
  NOT_JSON("The page sent something that is not a JSON object."),
  UNKNOWN_TYPE("The page sent a message of a type this gateway does not know."),
  BAD_MESSAGE("The page sent a message with a missing or wrong field."),
  TOO_LARGE("The page sent a message that is too large."),
  WRONG_STATE("This is not possible at the moment."),
  BAD_CREDENTIALS("The user name or the password is wrong."),
  NOT_REGISTERED("You are not signed in; please sign in again."),
  FORBIDDEN_IDENTITY("You cannot act under another user's name."),
  UNKNOWN_CONTENT("This film does not exist or is no longer offered."),
  NOT_ENTITLED("Your subscription does not include this film."),
  AGE_RESTRICTED("This film is not allowed for the age set in your profile."),
  PAYMENT_REQUIRED("This film has to be paid for first."),
  BAD_OFFER("Your browser's media offer was not understood."),
  NO_COMMON_CODEC("Your browser cannot play this film's format."),
  UNKNOWN_SESSION("This film is no longer open; please open it again."),
  BAD_RANGE("This position lies outside the film."),
  UNSUPPORTED_SPEED("This film cannot be played at that speed."),
  NOT_RECORDED("This channel cannot be paused or rewound."),
  BUSY("All places are taken at the moment; please try again shortly."),
  UNAVAILABLE("The service cannot be reached at the moment; please try again later."),
  RATE_LIMITED("Too many requests; please slow down."),
  INTERNAL("Something went wrong in the gateway; please try again.");

  private final String sentence;

  W2ErrorCode(String sentence) {
    this.sentence = sentence;
  }

  /** The code as it stands in the message, such as {@code bad-offer}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The sentence when it is about a channel. */
  public String channelSentence() {
    return switch (this) {
      case BAD_RANGE -> "This moment of the channel is not recorded.";
      default -> sentence.replace("this film's", "this channel's").replace("film", "channel");
    };
  }

  /** One plain sentence for the viewer. */
  public String sentence() {
    return sentence;
  }
}
