/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

/** The database does not answer; new work is refused (HTTP 503, SIP 503) until it is back. */
public final class DatabaseUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  DatabaseUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
