/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

/** A header field value that cannot be read. */
public final class HeaderException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;

  HeaderException(int position, String message) {
    super(message + " at character " + position);
    this.position = position;
  }

  /** Where reading stopped, the first character being 0. */
  public int position() {
    return position;
  }
}
