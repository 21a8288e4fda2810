/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

/** What becomes of a request whose application server cannot be reached (TS 29.228 B.2.2). */
public enum DefaultHandling {
  SESSION_CONTINUED(0),
  SESSION_TERMINATED(1);

  private final int code;

  DefaultHandling(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static DefaultHandling ofCode(int code) {
    return code == 0 ? SESSION_CONTINUED : SESSION_TERMINATED;
  }
}
