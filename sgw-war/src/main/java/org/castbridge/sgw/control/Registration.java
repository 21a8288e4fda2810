/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The user's IMS registration (3GPP TS 24.229 clause 5.1.1): the registrar's challenge goes to the
 * browser, the browser's digest to the registrar.
 */
final class Registration {
  /** What a step means to the user as a whole. */
  enum Outcome {
    NONE,
    /** Registered for the first time. */
    REGISTERED,
    /** The registration is gone. */
    LOST,
    /** De-registered, as asked. */
    LEFT,
    /** Too many wrong passwords. */
    LOCKED
  }

  private enum State {
    IDLE,
    ASKING,
    CHALLENGED,
    PROVING,
    REGISTERED,
    LEAVING,
    LEFT
  }

  private static final int MAX_FAILURES = 10;
  // RFC 3261 clause 17.1.2.2: timer F, 32 s, comes first; this is for an answer that got lost in us
  private static final long ANSWER = Duration.ofSeconds(35).toNanos();
  private static final long RETRY = Duration.ofSeconds(30).toNanos();

  private final Settings settings;
  private final Outbox out;
  private State state = State.IDLE;
  private String impi;
  private String impu;
  private Long re;
  private List<DigestChallenge> challenges = List.of();
  private DigestResponse digest;
  private int expires;
  private int failures;
  private boolean standing;
  private boolean browser;
  private long answerBy;
  private long refreshAt;
  private long expiresAt;

  Registration(Settings settings, Outbox out) {
    this.settings = settings;
    this.out = out;
    this.expires = settings.registerExpires();
  }

  boolean isStanding() {
    return standing;
  }

  boolean isChallenged() {
    return state == State.CHALLENGED;
  }

  /** The default public identity; only of use while {@link #isStanding}. */
  String impu() {
    return impu;
  }

  void hello(ClientMessage.Hello hello, long now) {
    Refusal refusal = refuseHello(hello);
    if (refusal != null) {
      out.refuse(hello.id(), refusal);
      return;
    }
    impi = hello.impi();
    impu = "sip:" + impi;
    re = hello.id();
    ask(now);
  }

  private Refusal refuseHello(ClientMessage.Hello hello) {
    if (standing && !hello.impi().equals(impi)) {
      return Refusal.of(W2ErrorCode.FORBIDDEN_IDENTITY, "impi");
    }
    if (state != State.IDLE && (state != State.CHALLENGED || standing)) {
      return Refusal.of(W2ErrorCode.WRONG_STATE);
    }
    String domain = hello.impi().substring(hello.impi().indexOf('@') + 1);
    return domain.toLowerCase(Locale.ROOT).equals(settings.domain())
        ? null
        : Refusal.of(W2ErrorCode.BAD_CREDENTIALS, "impi");
  }

  private void ask(long now) {
    state = State.ASKING;
    answerBy = now + ANSWER;
    out.add(new Output.Register(impi, expires, null));
  }

  void authenticate(ClientMessage.Authenticate message, long now) {
    boolean leaving = state == State.LEAVING;
    if (challenges.isEmpty() || (state != State.CHALLENGED && !leaving)) {
      out.refuse(message.id(), Refusal.of(W2ErrorCode.WRONG_STATE));
      return;
    }
    DigestChallenge challenge = challengeFor(message.digest());
    String wrong = challenge == null ? "nonce" : wrongField(message.digest(), challenge);
    if (wrong != null) {
      out.refuse(message.id(), Refusal.of(W2ErrorCode.BAD_MESSAGE, wrong));
      return;
    }
    digest = message.digest().withOpaque(challenge.opaque());
    challenges = List.of();
    re = message.id();
    state = leaving ? State.LEAVING : State.PROVING;
    answerBy = leaving ? answerBy : now + ANSWER;
    out.add(new Output.Register(impi, leaving ? 0 : expires, digest));
  }

  private DigestChallenge challengeFor(DigestResponse response) {
    return challenges.stream()
        .filter(c -> c.algorithm().equals(response.algorithm()))
        .filter(c -> c.realm().equals(response.realm()) && c.nonce().equals(response.nonce()))
        .findFirst()
        .orElse(null);
  }

  private String wrongField(DigestResponse response, DigestChallenge challenge) {
    if (!response.uri().equals(settings.registrar())) {
      return "uri";
    }
    if (challenge.qop() != null && !challenge.qop().equals(response.qop())) {
      return "qop";
    }
    int length = response.algorithm().equals("MD5") ? 32 : 64;
    return response.response().length() == length ? null : "response";
  }

  Outcome reply(Input.RegisterReply reply, long now) {
    return switch (state) {
      case ASKING -> asked(reply, now);
      case PROVING -> proved(reply, now);
      case LEAVING -> leaving(reply);
      default -> Outcome.NONE; // the answer to a request that was given up
    };
  }

  private Outcome asked(Input.RegisterReply reply, long now) {
    SipStatus status = reply.status();
    if (isChallenge(status) && !reply.challenges().isEmpty()) {
      return challenge(reply, now);
    }
    if (status.code() == 423 && reply.minExpires() > expires) {
      expires = reply.minExpires();
      ask(now);
      return Outcome.NONE;
    }
    if (status.isSuccess() && standing) {
      return registered(reply, now);
    }
    if (status.isSuccess()) {
      // Without a challenge nobody has proved anything: not a user of ours (Early IMS, NASS).
      out.add(new Output.Register(impi, 0, null));
    }
    SipStatus shown = isChallenge(status) ? SipStatus.of(501) : status;
    return failed(ErrorMapping.register(shown), now);
  }

  private static boolean isChallenge(SipStatus status) {
    return status.code() == 401 || status.code() == 407;
  }

  private Outcome challenge(Input.RegisterReply reply, long now) {
    challenges = reply.challenges();
    state = State.CHALLENGED;
    out.send(new ServerMessage.Challenge(re, challenges, settings.registrar()));
    re = null;
    refreshAt = now + RETRY;
    return Outcome.NONE;
  }

  private Outcome proved(Input.RegisterReply reply, long now) {
    SipStatus status = reply.status();
    if (status.isSuccess()) {
      return registered(reply, now);
    }
    if (isChallenge(status) && reply.stale() && !reply.challenges().isEmpty()) {
      return challenge(reply, now);
    }
    if (status.code() == 423 && reply.minExpires() > expires) {
      // The nonce may be used up by now: then the registrar challenges again.
      expires = reply.minExpires();
      ask(now);
      return Outcome.NONE;
    }
    Refusal refusal = ErrorMapping.register(status);
    if (refusal.code() == W2ErrorCode.BAD_CREDENTIALS && ++failures >= MAX_FAILURES) {
      failed(refusal, now);
      return Outcome.LOCKED;
    }
    return failed(refusal, now);
  }

  private Outcome registered(Input.RegisterReply reply, long now) {
    boolean first = !standing;
    failures = 0;
    standing = true;
    state = State.REGISTERED;
    if (!reply.identities().isEmpty()) {
      impu = reply.identities().get(0);
    }
    int granted = reply.expires();
    // 3GPP TS 24.229 clause 5.1.1.4: 600 s before the end, or at half time when that is short
    long early = granted > 1200 ? granted - 600 : granted / 2;
    refreshAt = now + Duration.ofSeconds(early).toNanos();
    expiresAt = now + Duration.ofSeconds(granted).toNanos();
    if (re != null) {
      List<String> all = reply.identities().isEmpty() ? List.of(impu) : reply.identities();
      out.send(new ServerMessage.Registered(re, impu, all, granted));
    }
    re = null;
    return first ? Outcome.REGISTERED : Outcome.NONE;
  }

  private Outcome failed(Refusal refusal, long now) {
    if (re != null) {
      out.refuse(re, refusal);
    }
    re = null;
    challenges = List.of();
    state = standing ? State.REGISTERED : State.IDLE;
    refreshAt = now + RETRY;
    return Outcome.NONE;
  }

  /** De-registers; {@link Outcome#LEFT} follows, now or from {@link #reply} or {@link #timeout}. */
  Outcome leave(boolean browserThere, long now) {
    if (!standing && state != State.PROVING) {
      state = State.LEFT;
      return Outcome.LEFT;
    }
    browser = browserThere;
    state = State.LEAVING;
    standing = false;
    challenges = List.of();
    answerBy = now + settings.requestTimeout().toNanos();
    out.add(new Output.Register(impi, 0, digest));
    return Outcome.NONE;
  }

  private Outcome leaving(Input.RegisterReply reply) {
    if (isChallenge(reply.status()) && browser && !reply.challenges().isEmpty()) {
      browser = false; // once
      challenges = reply.challenges();
      out.send(new ServerMessage.Challenge(null, challenges, settings.registrar()));
      return Outcome.NONE;
    }
    state = State.LEFT;
    return Outcome.LEFT;
  }

  /** When {@link #timeout} wants to be called. */
  long deadline() {
    return switch (state) {
      case ASKING, PROVING -> standing ? Math.min(answerBy, expiresAt) : answerBy;
      case LEAVING -> answerBy;
      case REGISTERED -> Math.min(refreshAt, expiresAt);
      case CHALLENGED -> standing ? Math.min(refreshAt, expiresAt) : Long.MAX_VALUE;
      default -> Long.MAX_VALUE;
    };
  }

  Outcome timeout(long now) {
    if (now < deadline()) {
      return Outcome.NONE;
    }
    if (state == State.LEAVING) {
      state = State.LEFT;
      return Outcome.LEFT;
    }
    if (standing && now >= expiresAt) {
      return expired();
    }
    if (state == State.ASKING || state == State.PROVING) {
      return failed(ErrorMapping.register(SipStatus.of(408)), now);
    }
    re = null;
    ask(now);
    return Outcome.NONE;
  }

  private Outcome expired() {
    standing = false;
    state = State.IDLE;
    challenges = List.of();
    out.refuse(re, Refusal.of(W2ErrorCode.NOT_REGISTERED));
    re = null;
    return Outcome.LOST;
  }
}
