/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.castbridge.mcf.xp.XpException;
import org.castbridge.signalling.ims.Reason;
import org.castbridge.signalling.ims.Warning;
import org.castbridge.signalling.sdp.SdpException;

/** Why a session is not set up, as the SIP answer that says so. */
public final class SetUpRefusal extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int RETRY_AFTER = 5;

  private final int status;
  private final int warning;
  private final int retryAfter;
  private final String cause;

  private SetUpRefusal(int status, int warning, int retryAfter, String message) {
    this(status, warning, retryAfter, message, null);
  }

  private SetUpRefusal(int status, int warning, int retryAfter, String message, String cause) {
    super(message);
    this.status = status;
    this.warning = warning;
    this.retryAfter = retryAfter;
    this.cause = cause;
  }

  /** No Media Delivery Function holds the film, or the address names none. */
  public static SetUpRefusal unknownFilm() {
    return new SetUpRefusal(404, Warning.MISCELLANEOUS, 0, "unknown film");
  }

  /** No Media Delivery Function has the channel, or the identifier can be none. */
  public static SetUpRefusal unknownChannel() {
    return new SetUpRefusal(404, Warning.MISCELLANEOUS, 0, "unknown channel");
  }

  /** The channel is not recorded: it can be neither paused nor rewound. */
  static SetUpRefusal notRecorded() {
    return new SetUpRefusal(
        488, Warning.MISCELLANEOUS, 0, "the channel is not recorded", "not-recorded");
  }

  /** What is asked for does not fit the state of the session, or its bodies say nothing. */
  public static SetUpRefusal forbidden(String why) {
    return new SetUpRefusal(403, Warning.MISCELLANEOUS, 0, why);
  }

  /** A report that cannot be read. */
  public static SetUpRefusal badReport(String why) {
    return new SetUpRefusal(400, Warning.MISCELLANEOUS, 0, why);
  }

  /** The session is gone at the Media Delivery Function. */
  static SetUpRefusal gone() {
    return new SetUpRefusal(481, Warning.MISCELLANEOUS, 0, "the session has ended");
  }

  /** The body is no session description. */
  public static SetUpRefusal notSdp() {
    return new SetUpRefusal(415, Warning.MISCELLANEOUS, 0, "an offer must be application/sdp");
  }

  /** There is no offer, and this function makes none itself. */
  public static SetUpRefusal noOffer() {
    return noMedia("the request has no offer");
  }

  /** The media of a running session stay as they are. */
  public static SetUpRefusal notChangeable() {
    return new SetUpRefusal(
        488, Warning.MISCELLANEOUS, 0, "the media of a running session cannot be changed");
  }

  /** The offer cannot be used. */
  public static SetUpRefusal badOffer(SdpException e) {
    return badOffer(e.getMessage(), e.line());
  }

  static SetUpRefusal badOffer(String message, String line) {
    String where = line == null || line.isEmpty() ? "" : ": " + line;
    return new SetUpRefusal(488, Warning.MISCELLANEOUS, 0, message + where);
  }

  /** The offer lacks a kind of media that is needed. */
  static SetUpRefusal noMedia(String message) {
    return new SetUpRefusal(488, Warning.MEDIA_TYPE_NOT_AVAILABLE, 0, message);
  }

  /** The viewer does not understand the film's codec. */
  public static SetUpRefusal noCommonCodec(String codec) {
    return new SetUpRefusal(
        488,
        Warning.INCOMPATIBLE_MEDIA_FORMAT,
        0,
        "the film is " + codec + ", which the offer does not have");
  }

  /** Every Media Delivery Function that could serve is full. */
  public static SetUpRefusal busy() {
    return new SetUpRefusal(
        503, Warning.MISCELLANEOUS, RETRY_AFTER, "no media delivery capacity is free");
  }

  /** A Media Delivery Function that might serve does not answer. */
  public static SetUpRefusal unavailable() {
    return new SetUpRefusal(
        503, Warning.MISCELLANEOUS, RETRY_AFTER, "media delivery does not answer");
  }

  /** Something went wrong that nobody can help. */
  public static SetUpRefusal internal() {
    return new SetUpRefusal(500, Warning.MISCELLANEOUS, 0, "the session could not be set up");
  }

  /** The SIP answer to what Xp said. */
  public static SetUpRefusal of(XpException e) {
    return switch (e.kind()) {
      case UNKNOWN_RESOURCE -> unknownFilm();
      case BAD_OFFER -> badOffer(e.getMessage(), e.line().orElse(null));
      case NO_COMMON_CODEC ->
          new SetUpRefusal(488, Warning.INCOMPATIBLE_MEDIA_FORMAT, 0, e.getMessage());
      case BUSY -> busy();
      case UNREACHABLE -> unavailable();
      case UNKNOWN_SESSION -> gone();
      case BAD_RANGE, UNSUPPORTED_SCALE, WRONG_STATE, BAD_REPLY -> internal();
    };
  }

  /** The refusal inside what a completion stage reports; anything else is {@link #internal()}. */
  public static SetUpRefusal of(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof SetUpRefusal refusal) {
      return refusal;
    }
    SetUpRefusal refusal = cause instanceof XpException e ? of(e) : internal();
    refusal.initCause(cause);
    return refusal;
  }

  /** The SIP status code. */
  public int status() {
    return status;
  }

  /** The Warning header field, signed by this agent. */
  public Warning warning(String agent) {
    return new Warning(warning, agent, getMessage());
  }

  /** The Reason header field (RFC 3326), if there shall be one. */
  public Optional<Reason> reason() {
    return cause == null ? Optional.empty() : Optional.of(Reason.iptv(cause, getMessage()));
  }

  /** Seconds for the Retry-After header field, if there shall be one. */
  public OptionalInt retryAfter() {
    return retryAfter > 0 ? OptionalInt.of(retryAfter) : OptionalInt.empty();
  }

  /** Whether another Media Delivery Function may still serve. */
  boolean isOfOneMdf() {
    return status == 503 || status == 404 || status == 500;
  }
}
