/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

/**
 * The container, a connector or an application could not be started or stopped; the message says
 * which and why.
 */
public class SipContainerException extends Exception {
  private static final long serialVersionUID = 1L;

  public SipContainerException(String message, Throwable cause) {
    super(message, cause);
  }

  public SipContainerException(String message) {
    super(message);
  }
}
