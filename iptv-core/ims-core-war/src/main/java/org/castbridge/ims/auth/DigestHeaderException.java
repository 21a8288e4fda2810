/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.auth;

/** An {@code Authorization} header that breaks the grammar; the message says where. */
public final class DigestHeaderException extends Exception {
  private static final long serialVersionUID = 1L;

  public DigestHeaderException(String message) {
    super(message);
  }
}
