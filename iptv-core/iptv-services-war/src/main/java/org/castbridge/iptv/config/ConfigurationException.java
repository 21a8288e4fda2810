/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.config;

/** A configuration value that cannot be used; the message names the key. */
public final class ConfigurationException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String message) {
    super(message);
  }
}
