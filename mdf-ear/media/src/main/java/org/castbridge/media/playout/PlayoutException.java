/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

/** A play command that cannot be carried out; what was playing plays on undisturbed. */
public final class PlayoutException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  public PlayoutException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** What was wrong; each maps to one answer on Xp and RTSP. */
  public enum Kind {
    /** The position is outside the film (RTSP 457). */
    BAD_RANGE,
    /** The film cannot be played at this speed (RTSP 451). */
    UNSUPPORTED_SCALE,
    /** The viewer cannot play what the programme is coded in (HTTP 422, SIP 488). */
    NO_COMMON_CODEC,
    /** The programme cannot be read (HTTP 500, RTSP 500). */
    UNREADABLE,
    /** Resume was asked for, but the film is at its end (RTSP 455). */
    ENDED
  }
}
