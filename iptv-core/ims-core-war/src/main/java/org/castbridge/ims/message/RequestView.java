/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.message;

import java.util.List;

/**
 * What filter criteria and routing read of a request; the shell puts the real message behind it.
 */
public interface RequestView {
  String method();

  String requestUri();

  /** Values of a header in order, one entry a header field value; empty if it is not there. */
  List<String> headers(String name);

  List<String> headerNames();

  /**
   * The session description as text, or an empty string if the body is no {@code application/sdp}.
   */
  String sessionDescription();
}
