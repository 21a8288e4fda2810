/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

/** A multipart body that cannot be taken apart. */
public final class MultipartException extends Exception {
  private static final long serialVersionUID = 1L;

  MultipartException(String message) {
    super(message);
  }
}
