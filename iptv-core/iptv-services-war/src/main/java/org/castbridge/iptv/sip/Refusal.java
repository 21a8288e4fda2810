/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import org.castbridge.signalling.ims.Reason;

/**
 * A final answer that refuses: what goes into the response, besides its text for a person.
 *
 * @param status a SIP status code from 300
 * @param text one plain sentence; sent as Warning 399 and in the Reason
 * @param reason the Reason header field (RFC 3326), or null
 * @param retryAfter seconds for Retry-After, or 0 for none
 */
public record Refusal(int status, String text, Reason reason, int retryAfter) {
  private static final int DATABASE_RETRY_SECONDS = 5;

  /** A refusal with a Warning alone. */
  public static Refusal of(int status, String text) {
    return new Refusal(status, text, null, 0);
  }

  /** A refusal for a reason of the IPTV service: {@code package}, {@code age}. */
  public static Refusal iptv(int status, String cause, String text) {
    return new Refusal(status, text, Reason.iptv(cause, text), 0);
  }

  /** New work is refused because the database is not available. */
  public static Refusal databaseDown() {
    String text = "The service's database is not available at the moment";
    return new Refusal(503, text, Reason.iptv("database", text), DATABASE_RETRY_SECONDS);
  }
}
