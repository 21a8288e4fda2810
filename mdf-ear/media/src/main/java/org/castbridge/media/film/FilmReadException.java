/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.film;

/**
 * The stored film could not be read at this place (truncated behind our back, index out of range,
 * I/O error).
 */
public final class FilmReadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FilmReadException(String message, Throwable cause) {
    super(message, cause);
  }

  public FilmReadException(String message) {
    this(message, null);
  }
}
