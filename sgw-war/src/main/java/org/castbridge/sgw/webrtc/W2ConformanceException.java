/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import org.castbridge.sgw.control.Refusal;
import org.castbridge.sgw.control.W2ErrorCode;

/** A frame that is no valid message of W2. */
public final class W2ConformanceException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Refusal refusal;
  private final Long re;

  W2ConformanceException(Long re, W2ErrorCode code, String field) {
    super(code.code() + (field == null ? "" : " " + field));
    this.re = re;
    this.refusal = Refusal.of(code, field);
  }

  /** The id of the message where it could be read, else null. */
  public Long re() {
    return re;
  }

  /** What the browser is told. */
  public Refusal refusal() {
    return refusal;
  }
}
