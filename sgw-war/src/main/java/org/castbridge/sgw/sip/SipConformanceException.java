/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.sip;

/** A SIP message that does not say what it has to. */
public final class SipConformanceException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;

  SipConformanceException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The answer to a request like this. */
  public int status() {
    return status;
  }
}
