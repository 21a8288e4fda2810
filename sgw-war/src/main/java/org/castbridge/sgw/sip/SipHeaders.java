/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.sip;

import java.util.List;
import java.util.Optional;

/** Raw header field values of a SIP message, so that validation needs no SIP stack. */
@FunctionalInterface
public interface SipHeaders {
  /** All values of a header, in order; empty when there is none. */
  List<String> all(String name);

  /** The first value of a header. */
  default Optional<String> first(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }
}
