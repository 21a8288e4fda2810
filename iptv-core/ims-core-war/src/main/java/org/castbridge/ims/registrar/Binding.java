/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.registrar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.castbridge.ims.message.Source;

/**
 * One contact address of a registered user.
 *
 * @param key what tells it from other contacts of the user
 * @param uri contact URI as registered
 * @param params Contact parameters to be given back
 * @param path Path values requests to it go along
 * @param source where the REGISTER came from
 */
public record Binding(
    String key,
    String uri,
    Map<String, String> params,
    List<String> path,
    Source source,
    String callId,
    long cseq,
    Instant refreshed,
    Instant expires) {

  /** Seconds left, rounded up so that a granted time reads as granted. */
  public long secondsLeft(Instant now) {
    return Math.max(0, Duration.between(now, expires).plusMillis(999).toSeconds());
  }

  /** The Contact value for a 200 to REGISTER (RFC 3261 10.3 step 8). */
  public String contactHeader(Instant now) {
    StringBuilder out = new StringBuilder("<").append(uri).append('>');
    params.forEach(
        (name, value) -> {
          out.append(';').append(name);
          if (!value.isEmpty()) {
            out.append('=').append(value);
          }
        });
    return out.append(";expires=").append(secondsLeft(now)).toString();
  }
}
