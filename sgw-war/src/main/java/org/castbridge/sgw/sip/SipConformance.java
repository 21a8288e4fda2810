/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.castbridge.sgw.control.DigestChallenge;
import org.castbridge.sgw.control.Input;
import org.castbridge.sgw.control.SipStatus;
import org.castbridge.signalling.ims.HeaderException;
import org.castbridge.signalling.ims.IptvProfile;
import org.castbridge.signalling.ims.Reason;
import org.castbridge.signalling.ims.Warning;
import org.castbridge.signalling.xml.XmlException;

/** Validates what comes on Gm and reads it into the control engine's terms. */
public final class SipConformance {
  private static final Pattern BRACKETS = Pattern.compile("<([^<>]{1,512})>");
  private static final Pattern EXPIRES = Pattern.compile("(?i);\\s*expires\\s*=\\s*\"?(\\d{1,9})");
  // What the browser and the Authorization header can carry without escapes.
  private static final Pattern QUOTED =
      Pattern.compile("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]{1,512}");

  private final IptvProfile profile;

  /** Expects the media types of a profile. */
  public SipConformance(IptvProfile profile) {
    this.profile = profile;
  }

  /** The status with the headers that explain it; one that cannot be read explains nothing. */
  public static SipStatus status(int code, SipHeaders headers) {
    Optional<Warning> warning = headers.first("Warning").flatMap(SipConformance::warning);
    Optional<Reason> reason =
        headers.all("Reason").stream()
            .flatMap(value -> reason(value).stream())
            .filter(r -> r.protocol().equalsIgnoreCase(Reason.IPTV))
            .findFirst();
    return new SipStatus(
        code,
        warning.map(Warning::code).orElse(0),
        warning.map(Warning::text).orElse(null),
        reason.map(Reason::cause).orElse(null),
        headers.first("Retry-After").isPresent());
  }

  private static Optional<Warning> warning(String value) {
    try {
      return Optional.of(Warning.parse(value));
    } catch (HeaderException e) {
      return Optional.empty();
    }
  }

  private static Optional<Reason> reason(String value) {
    try {
      return Optional.of(Reason.parse(value));
    } catch (HeaderException e) {
      return Optional.empty();
    }
  }

  /**
   * A final response to REGISTER.
   *
   * @param contactUser user part of the contact we registered
   * @param asked seconds we asked for
   * @throws SipConformanceException if a 2xx does not hold our contact
   */
  public Input.RegisterReply register(int code, SipHeaders headers, String contactUser, int asked)
      throws SipConformanceException {
    List<DigestChallenge> challenges = new ArrayList<>();
    boolean stale = challenges(headers, challenges);
    boolean success = code >= 200 && code < 300;
    int expires = success && asked > 0 ? expires(headers, contactUser, asked) : 0;
    return new Input.RegisterReply(
        status(code, headers),
        challenges,
        stale,
        expires,
        number(headers.first("Min-Expires")),
        success ? addresses(headers, "P-Associated-URI") : List.of());
  }

  /** Best first, as they stand (RFC 8760 clause 2.3); what we cannot relay is left out. */
  private static boolean challenges(SipHeaders headers, List<DigestChallenge> result) {
    boolean stale = false;
    for (String name : List.of("WWW-Authenticate", "Proxy-Authenticate")) {
      for (String value : headers.all(name)) {
        try {
          for (var challenge : org.castbridge.signalling.ims.DigestChallenge.parse(value)) {
            stale |= challenge.stale();
            relayable(challenge).ifPresent(result::add);
          }
        } catch (HeaderException e) {
          continue; // another challenge may be readable; none at all is answered as 501
        }
      }
    }
    return stale;
  }

  private static Optional<DigestChallenge> relayable(
      org.castbridge.signalling.ims.DigestChallenge challenge) {
    boolean auth = challenge.qop().contains("auth");
    boolean clean =
        isQuotable(challenge.realm())
            && isQuotable(challenge.nonce())
            && (challenge.opaque() == null
                || challenge.opaque().isEmpty()
                || isQuotable(challenge.opaque()));
    if (!clean || (!auth && !challenge.qop().isEmpty())) {
      return Optional.empty();
    }
    return challenge
        .knownAlgorithm()
        .map(
            algorithm ->
                new DigestChallenge(
                    algorithm.headerName(),
                    challenge.realm(),
                    challenge.nonce(),
                    auth ? "auth" : null,
                    challenge.opaque()));
  }

  private static boolean isQuotable(String text) {
    return QUOTED.matcher(text).matches();
  }

  private static int expires(SipHeaders headers, String contactUser, int asked)
      throws SipConformanceException {
    String contacts = String.join(",", headers.all("Contact"));
    Matcher own =
        Pattern.compile("(?i)<?sips?:" + Pattern.quote(contactUser) + "@[^,]*").matcher(contacts);
    if (!own.find()) {
      throw new SipConformanceException(502, "the 2xx to REGISTER does not hold our contact");
    }
    Matcher parameter = EXPIRES.matcher(own.group());
    if (parameter.find()) {
      return Integer.parseInt(parameter.group(1));
    }
    int header = number(headers.first("Expires"));
    return header > 0 ? header : asked;
  }

  /** URIs between brackets of all values of a header, or the bare values. */
  public static List<String> addresses(SipHeaders headers, String name) {
    List<String> result = new ArrayList<>();
    for (String value : headers.all(name)) {
      Matcher bracketed = BRACKETS.matcher(value);
      boolean found = false;
      while (bracketed.find()) {
        found = true;
        result.add(bracketed.group(1));
      }
      if (!found && isQuotable(value.trim())) {
        result.addAll(
            List.of(value.split(",", -1)).stream()
                .map(String::trim)
                .filter(v -> !v.isEmpty())
                .toList());
      }
    }
    return result;
  }

  /** A final response to SUBSCRIBE. */
  public Input.SubscribeReply subscribe(int code, SipHeaders headers, int asked) {
    int expires = number(headers.first("Expires"));
    return new Input.SubscribeReply(status(code, headers), expires > 0 ? expires : asked);
  }

  /**
   * A response to INVITE.
   *
   * @param body raw content, or null
   */
  public Input.InviteReply invite(String session, int code, SipHeaders headers, byte[] body) {
    boolean sdp = code >= 200 && code < 300 && body != null && isType(headers, "application/sdp");
    String text = sdp ? new String(body, StandardCharsets.UTF_8) : null;
    return new Input.InviteReply(session, status(code, headers), text);
  }

  /**
   * A NOTIFY in our subscription.
   *
   * @throws SipConformanceException with 489, 400 or 415 for one we cannot use
   */
  public Input.ServiceAttachment notify(SipHeaders headers, byte[] body)
      throws SipConformanceException {
    String event = headers.first("Event").orElse("");
    if (!event.split(";", 2)[0].trim().equalsIgnoreCase("ua-profile")) {
      throw new SipConformanceException(489, "the subscription is to ua-profile");
    }
    String state = headers.first("Subscription-State").orElse("");
    if (state.isBlank()) {
      throw new SipConformanceException(400, "Subscription-State is missing");
    }
    boolean terminated = state.trim().toLowerCase(Locale.ROOT).startsWith("terminated");
    boolean empty = body == null || body.length == 0;
    return new Input.ServiceAttachment(empty ? null : locations(headers, body), terminated);
  }

  /**
   * Service attachment information pushed by the SDF (ETSI TS 183 063 clause 5.2).
   *
   * @throws SipConformanceException with 415 or 400 for one we cannot use
   */
  public Input.ServiceAttachment message(SipHeaders headers, byte[] body)
      throws SipConformanceException {
    return new Input.ServiceAttachment(
        locations(headers, body == null ? new byte[0] : body), false);
  }

  private List<String> locations(SipHeaders headers, byte[] body) throws SipConformanceException {
    if (!isType(headers, profile.discoveryType())) {
      throw new SipConformanceException(415, profile.discoveryType() + " is understood here");
    }
    try {
      return DiscoveryReader.locations(body);
    } catch (XmlException e) {
      throw new SipConformanceException(400, e.getMessage());
    }
  }

  private static boolean isType(SipHeaders headers, String type) {
    String value = headers.first("Content-Type").orElse("");
    return value.split(";", 2)[0].trim().equalsIgnoreCase(type);
  }

  private static int number(Optional<String> value) {
    String digits = value.orElse("").trim();
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
  }

  /** For Accept. */
  public String discoveryType() {
    return profile.discoveryType();
  }

  static String joined(List<String> values) {
    return values.stream().collect(Collectors.joining(", "));
  }
}
