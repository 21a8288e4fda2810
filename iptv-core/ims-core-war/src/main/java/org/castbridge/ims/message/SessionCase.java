/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.message;

/** Where in a session the S-CSCF stands (3GPP TS 29.228 B.2.3, type tDirectionOfRequest). */
public enum SessionCase {
  ORIGINATING(0),
  TERMINATING_REGISTERED(1),
  TERMINATING_UNREGISTERED(2),
  ORIGINATING_UNREGISTERED(3);

  private final int code;

  SessionCase(int code) {
    this.code = code;
  }

  /** The number that stands for it in a Cx profile. */
  public int code() {
    return code;
  }

  public static SessionCase ofCode(int code) {
    for (SessionCase c : values()) {
      if (c.code == code) {
        return c;
      }
    }
    throw new IllegalArgumentException("no session case has the number " + code);
  }
}
