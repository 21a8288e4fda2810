/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.message;

/** Text that is no SIP URI; the message quotes it and says why. */
public final class SipUriException extends Exception {
  private static final long serialVersionUID = 1L;

  public SipUriException(String text, String why) {
    super("not a SIP URI: '" + abbreviate(text) + "': " + why);
  }

  private static String abbreviate(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
