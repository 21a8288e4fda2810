/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.registrar;

import java.util.List;
import java.util.Map;
import org.castbridge.ims.message.SipUri;
import org.castbridge.ims.message.Source;

/**
 * A REGISTER as the registrar sees it.
 *
 * @param addressOfRecord identity of the To header, canonical
 * @param expires value of the Expires header in seconds, or -1
 * @param wildcard whether Contact is {@code *}
 * @param path Path header values in order (RFC 3327)
 */
public record RegisterRequest(
    String addressOfRecord,
    String callId,
    long cseq,
    long expires,
    boolean wildcard,
    List<Contact> contacts,
    List<String> path,
    Source source) {
  public RegisterRequest {
    contacts = List.copyOf(contacts);
    path = List.copyOf(path);
  }

  /**
   * One Contact value.
   *
   * @param text the URI as it was written, for use as Request-URI
   * @param params header parameters without expires, flags with an empty value, values as written
   * @param expires its own expires in seconds, or -1
   */
  public record Contact(SipUri uri, String text, Map<String, String> params, long expires) {}
}
