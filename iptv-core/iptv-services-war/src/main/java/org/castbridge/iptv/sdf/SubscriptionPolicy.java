/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sdf;

import java.util.List;
import java.util.Locale;
import org.castbridge.iptv.sip.Refusal;
import org.castbridge.signalling.ims.IptvProfile;

/**
 * Judges a SUBSCRIBE by what it asks for: event package (RFC 6665, RFC 6080 as extended by TS 183
 * 063), application id, media type, duration. Who asks is not its matter.
 *
 * @param discoveryUser user part of the SDF's public service identity
 * @param domain the home domain
 * @param defaultSeconds granted when no duration is asked for
 * @param minSeconds less, except 0, is too brief
 * @param maxSeconds more is cut to this
 */
record SubscriptionPolicy(
    IptvProfile profile,
    String discoveryUser,
    String domain,
    int defaultSeconds,
    int minSeconds,
    int maxSeconds) {
  static final String EVENT_PACKAGE = "ua-profile";
  private static final String PROFILE_TYPE = "application";

  /** What is asked for; {@code expires} is -1 if the header field is missing. */
  record Asked(String user, String host, String event, List<String> accept, int expires) {}

  /** The judgement. */
  sealed interface Judgement {}

  /** Taken for this many seconds; 0 is a single look (or the end). */
  record Taken(int seconds) implements Judgement {}

  /** Refused, with one more header field that tells what would be taken (name null: none). */
  record Refused(Refusal refusal, String header, String value) implements Judgement {
    private Refused(int status, String text) {
      this(Refusal.of(status, text), null, null);
    }
  }

  /** Judges a SUBSCRIBE that begins a subscription. */
  Judgement initial(Asked asked) {
    if (!addressedToUs(asked)) {
      return new Refused(
          404, "There is no service discovery at " + asked.user() + "@" + asked.host());
    }
    EventHeader event = EventHeader.parse(asked.event());
    if (!event.eventPackage().equals(EVENT_PACKAGE)) {
      return new Refused(
          Refusal.of(489, "The event package is not served: " + event.eventPackage()),
          "Allow-Events",
          EVENT_PACKAGE);
    }
    if (!event.parameter("profile-type", PROFILE_TYPE).equalsIgnoreCase(PROFILE_TYPE)) {
      return new Refused(404, "There is no profile of type " + event.parameter("profile-type", ""));
    }
    List<String> appIds = event.appIds();
    if (!appIds.isEmpty() && !appIds.contains(profile.discoveryAppId())) {
      return new Refused(404, "There is no profile of application " + appIds.get(0));
    }
    if (!acceptsOurType(asked.accept())) {
      return new Refused(
          Refusal.of(406, "The service attachment information comes in one media type only"),
          "Accept",
          profile.discoveryType());
    }
    return duration(asked.expires());
  }

  private boolean addressedToUs(Asked asked) {
    // The core may address the function itself, as in a third-party request.
    boolean byName = "sdf".equals(asked.user());
    return byName || discoveryUser.equals(asked.user()) && domain.equalsIgnoreCase(asked.host());
  }

  private boolean acceptsOurType(List<String> accept) {
    return accept.isEmpty()
        || accept.stream()
            .flatMap(line -> List.of(line.split(",")).stream())
            .map(range -> range.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
            .anyMatch(
                range ->
                    range.equals(profile.discoveryType())
                        || range.equals("application/*")
                        || range.equals("*/*"));
  }

  /** Judges the duration asked for, by a first SUBSCRIBE or a refresh. */
  Judgement duration(int expires) {
    if (expires < 0) {
      return new Taken(defaultSeconds);
    }
    if (expires > 0 && expires < minSeconds) {
      return new Refused(
          Refusal.of(423, "The subscription would be too brief"),
          "Min-Expires",
          Integer.toString(minSeconds));
    }
    return new Taken(Math.min(expires, maxSeconds));
  }
}
