/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

import java.util.regex.Pattern;

/**
 * A service addressed by name (TS 23.228 5.4.12).
 *
 * @param pattern the whole address of record
 * @param serverName SIP URI of the application server that hosts it
 * @param trustedOnly whether only application servers may call it
 */
public record PublicServiceIdentity(Pattern pattern, String serverName, boolean trustedOnly) {
  public boolean matches(String addressOfRecord) {
    return pattern.matcher(addressOfRecord).matches();
  }
}
