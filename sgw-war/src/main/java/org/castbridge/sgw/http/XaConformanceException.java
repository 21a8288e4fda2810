/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.http;

/** An answer of the SSF that is not what was asked for. */
public final class XaConformanceException extends Exception {
  private static final long serialVersionUID = 1L;

  XaConformanceException(String message) {
    super(message);
  }
}
