/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.time.Duration;
import java.util.List;

/**
 * Service discovery: the user's subscription to ua-profile at the SDF (ETSI TS 183 063 clause
 * 5.1.2) and the SSF it names. A location once learned is kept while the SDF is away.
 */
final class Discovery {
  /** What a step means to those who wait for a location. */
  enum Outcome {
    NONE,
    READY,
    FAILED
  }

  private static final long RETRY = Duration.ofSeconds(30).toNanos();

  private final Settings settings;
  private final Outbox out;
  private String location;
  private Refusal failure;
  private boolean subscribed;
  private boolean searching;
  private boolean leaving;
  private boolean asked;
  private boolean unsubscribing;
  private boolean answered;
  private long giveUpAt = Long.MAX_VALUE;
  private long renewAt = Long.MAX_VALUE;

  Discovery(Settings settings, Outbox out) {
    this.settings = settings;
    this.out = out;
    this.location = settings.fixedLocation().isEmpty() ? null : settings.fixedLocation();
  }

  /** Base URI of the SSF, or null. */
  String location() {
    return location;
  }

  /** Why there is no location. */
  Refusal failure() {
    return failure == null ? Refusal.of(W2ErrorCode.UNAVAILABLE) : failure;
  }

  boolean isSearching() {
    return searching;
  }

  /** Subscribes, unless that is under way. */
  void start(long now) {
    if (!searching && !leaving) {
      searching = true;
      asked = true;
      giveUpAt = now + settings.requestTimeout().toNanos();
      renewAt = Long.MAX_VALUE;
      out.add(new Output.Subscribe(settings.subscribeExpires()));
    }
  }

  Outcome reply(Input.SubscribeReply reply, long now) {
    asked = false;
    if (leaving) {
      left(reply.status().isSuccess());
      return Outcome.NONE;
    }
    if (reply.status().isSuccess()) {
      subscribed = true;
      long half = Math.max(1, reply.expires() / 2);
      renewAt = now + Duration.ofSeconds(half).toNanos();
      return Outcome.NONE;
    }
    return fail(ErrorMapping.subscribe(reply.status()), now);
  }

  private Outcome fail(Refusal refusal, long now) {
    failure = refusal;
    subscribed = false;
    searching = false;
    giveUpAt = Long.MAX_VALUE;
    renewAt = now + RETRY;
    return location == null ? Outcome.FAILED : Outcome.READY;
  }

  Outcome attachment(List<String> locations, boolean terminated, long now) {
    if (terminated) {
      subscribed = false;
      renewAt = now + RETRY;
    }
    if (leaving || (locations == null && location == null)) {
      return Outcome.NONE;
    }
    searching = false;
    giveUpAt = Long.MAX_VALUE;
    if (locations == null) {
      return Outcome.READY; // an empty NOTIFY says no more than that the subscription lives
    }
    if (locations.isEmpty()) {
      failure = Refusal.of(W2ErrorCode.UNAVAILABLE);
      return location == null ? Outcome.FAILED : Outcome.READY;
    }
    location = locations.get(0);
    return Outcome.READY;
  }

  /** The registration is gone, the subscription with it. */
  void forget() {
    subscribed = false;
    asked = false;
    searching = false;
    giveUpAt = Long.MAX_VALUE;
    renewAt = Long.MAX_VALUE;
  }

  /** Un-subscribes; a SUBSCRIBE under way has to be answered first, there is no dialogue yet. */
  void leave() {
    leaving = true;
    renewAt = Long.MAX_VALUE;
    giveUpAt = Long.MAX_VALUE;
    if (!asked) {
      unsubscribe();
    }
  }

  private void unsubscribe() {
    answered = !subscribed;
    unsubscribing = subscribed;
    if (subscribed) {
      out.add(new Output.Subscribe(0));
    }
  }

  private void left(boolean success) {
    if (unsubscribing) {
      answered = true;
      subscribed &= success;
    } else {
      subscribed = success;
      unsubscribe();
    }
  }

  /** Whether nothing of the subscription is left: the terminating NOTIFY may come first. */
  boolean hasLeft() {
    return leaving && answered && !subscribed;
  }

  long deadline() {
    return leaving ? Long.MAX_VALUE : Math.min(giveUpAt, renewAt);
  }

  Outcome timeout(long now) {
    if (leaving) {
      return Outcome.NONE;
    }
    if (now >= giveUpAt) {
      boolean wasSubscribed = subscribed;
      Outcome outcome = fail(ErrorMapping.subscribe(SipStatus.of(408)), now);
      subscribed = wasSubscribed;
      return outcome;
    }
    if (now >= renewAt) {
      start(now);
    }
    return Outcome.NONE;
  }
}
