/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

/** The kind of a REGISTER, for a Method condition that is narrowed to it (TS 29.228 B.2.3). */
public enum RegistrationType {
  INITIAL_REGISTRATION(0),
  RE_REGISTRATION(1),
  DE_REGISTRATION(2);

  private final int code;

  RegistrationType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static RegistrationType ofCode(int code) {
    return values()[code];
  }
}
