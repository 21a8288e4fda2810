/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

/** A document that cannot be used. */
public final class XmlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  XmlException(int line, String message) {
    super(line > 0 ? message + " (line " + line + ")" : message);
    this.line = line;
  }

  /** The line at which reading stopped, the first being 1; 0 if not known. */
  public int line() {
    return line;
  }
}
