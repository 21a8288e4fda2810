/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.router;

/**
 * What a SIP URI says about the application it is meant for.
 *
 * @param app the URI parameter {@code app}, or null
 * @param user the user part, or null
 */
public record Hop(String app, String user) {

  /**
   * URI parameter that names an application: keeps a registrar's Contact simple ({@code
   * sip:alice@host;app=sgw}).
   */
  public static final String APP_PARAMETER = "app";
}
