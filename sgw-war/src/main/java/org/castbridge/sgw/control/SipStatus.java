/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/**
 * What a SIP response says to the control engine.
 *
 * @param code status code; a transaction without answer counts as 408, a dead transport as 503
 * @param warnCode code of the first Warning (RFC 3261 clause 20.43), or 0
 * @param warning its text, or null
 * @param cause cause of a Reason with protocol IPTV: package, age, payment; or null
 * @param retryAfter whether there is a Retry-After
 */
public record SipStatus(int code, int warnCode, String warning, String cause, boolean retryAfter) {
  /** A response with no more than its status. */
  public static SipStatus of(int code) {
    return new SipStatus(code, 0, null, null, false);
  }

  /** 1xx. */
  public boolean isProvisional() {
    return code < 200;
  }

  /** 2xx. */
  public boolean isSuccess() {
    return code >= 200 && code < 300;
  }
}
