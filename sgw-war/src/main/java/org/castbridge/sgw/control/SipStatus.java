/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/**
 * What a SIP response says to the control engine.
 *
 * @param code status code; a transaction without answer counts as 408, a dead transport as 503
 * @param warning value of the first Warning header, or null
 * @param reason value of the Reason header with protocol IPTV, or null
 * @param retryAfter whether there is a Retry-After
 */
public record SipStatus(int code, String warning, String reason, boolean retryAfter) {
  /** A response with no more than its status. */
  public static SipStatus of(int code) {
    return new SipStatus(code, null, null, false);
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
