/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.message;

import java.util.Map;
import java.util.TreeMap;

/**
 * A request that is refused, with the one SIP answer it gets. The message is the sentence of the
 * {@code Warning: 399} header (RFC 3261 20.43), so it must read well to whoever sent the request.
 */
public final class SipRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final TreeMap<String, String> headers;

  public SipRefusal(int status, String warning) {
    this(status, warning, Map.of());
  }

  /**
   * @param status SIP status code, 400 to 699
   * @param warning what was wrong, in one sentence
   * @param headers further headers of the answer, such as {@code Min-Expires}
   */
  public SipRefusal(int status, String warning, Map<String, String> headers) {
    super(warning);
    if (status < 400 || status > 699) {
      throw new IllegalArgumentException("not a refusal: " + status);
    }
    this.status = status;
    this.headers = new TreeMap<>(headers);
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return Map.copyOf(headers);
  }
}
