/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.castbridge.iptv.log.IptvLogger;

/**
 * Takes third-party REGISTER requests for one function. A body, with or without a Content-Type, is
 * not needed and not read: Open IMS Core and TS 24.229 disagree on its type.
 */
public final class ThirdPartyRegistrar {
  private static final int DEFAULT_SECONDS = 3600;

  private final String function;
  private final RegistrationBook book;
  private final CoreTrust trust;
  private final Answers answers;
  private final InstantSource clock;

  public ThirdPartyRegistrar(
      String function,
      RegistrationBook book,
      CoreTrust trust,
      Answers answers,
      InstantSource clock) {
    this.function = function;
    this.book = book;
    this.trust = trust;
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * Answers a REGISTER and notes what it tells.
   *
   * @return the user who has just gone, if this request says so
   */
  public Optional<String> register(SipServletRequest request) throws IOException {
    Optional<String> impu = Impu.of(request.getTo().getURI().toString());
    if (!trust.trusts(request)) {
      answers.refuse(request, Refusal.of(403, "Only the core may register users here"));
      return Optional.empty();
    }
    if (impu.isEmpty()) {
      answers.refuse(request, Refusal.of(400, "The To header field names no user"));
      return Optional.empty();
    }
    int seconds = request.getExpires() < 0 ? DEFAULT_SECONDS : request.getExpires();
    note(impu.get(), seconds);
    SipServletResponse ok = request.createResponse(200);
    ok.setExpires(seconds);
    ok.send();
    return seconds == 0 ? impu : Optional.empty();
  }

  private void note(String impu, int seconds) {
    if (seconds == 0) {
      book.deregister(impu);
      IptvLogger.LOG.deregistered(function, impu);
    } else {
      book.register(impu, seconds, clock.millis());
      IptvLogger.LOG.registered(function, impu, seconds);
    }
  }
}
