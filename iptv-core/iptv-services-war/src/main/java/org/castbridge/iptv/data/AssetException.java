/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

/** An {@code asset.json} that cannot be used; the message names the field and what is wrong. */
public final class AssetException extends Exception {
  private static final long serialVersionUID = 1L;

  AssetException(String message) {
    super(message);
  }
}
