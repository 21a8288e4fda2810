/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.sip;

import java.util.Optional;

/** Finds users by their tokens. */
public interface UserDirectory {
  /** The SIP side of a connected user. */
  Optional<SipUser> sipUser(String token);
}
