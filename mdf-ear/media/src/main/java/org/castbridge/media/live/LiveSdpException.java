/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

/** A session description no channel can be made of. */
public final class LiveSdpException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String line;

  /**
   * @param line the offending line, empty where one is missing
   * @param message a plain sentence
   */
  public LiveSdpException(String line, String message, Throwable cause) {
    super(message, cause);
    this.line = line;
  }

  public LiveSdpException(String line, String message) {
    this(line, message, null);
  }

  public String line() {
    return line;
  }
}
