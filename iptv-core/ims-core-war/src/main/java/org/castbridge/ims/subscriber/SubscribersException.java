/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

/** A subscribers file that cannot be used; the message names the place and what is wrong there. */
public final class SubscribersException extends Exception {
  private static final long serialVersionUID = 1L;

  public SubscribersException(String message) {
    super(message);
  }

  public SubscribersException(String message, Throwable cause) {
    super(message, cause);
  }
}
