/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.castbridge.sgw.control.ServerMessage.CloseReason;

/**
 * One user on one W2 connection: the user agent that IMS sees. Sans I/O: {@link #handle} an input
 * or {@link #handleTimeout}, then {@link #poll} outputs until null; call again at {@link
 * #deadline}. To be used from one thread at a time.
 *
 * <p>The identity comes from the successful REGISTER on this connection and from nowhere else.
 */
public final class UserAgentSession {
  /** Where the user stands. */
  public enum State {
    CONNECTED,
    CHALLENGED,
    REGISTERED,
    DISCOVERING,
    /** Films end, the subscription ends, then the registration. */
    LEAVING,
    FINISHED
  }

  private static final int BURST = 100;
  private static final double MESSAGES_PER_SECOND = 50;
  private static final int PATIENCE = 50;
  private static final double PATIENCE_PER_SECOND = 1;
  private static final int ERRORS = 100;
  private static final double ERRORS_PER_SECOND = 0.1;
  private static final int MAX_ASKING = 16;
  private static final long WARN_EVERY = Duration.ofSeconds(1).toNanos();

  private final Settings settings;
  private final Supplier<String> tokens;
  private final Outbox out = new Outbox();
  private final Registration registration;
  private final Discovery discovery;
  private final ChannelList channels;
  private final RecentIds ids = new RecentIds();
  private final Map<String, IptvSession> sessions = new LinkedHashMap<>();
  private final Map<String, Double> durations = new LinkedHashMap<>();
  private final List<Long> asking = new ArrayList<>();
  private final RateLimiter messages;
  private final RateLimiter errors;
  private final RateLimiter patience;
  private boolean fetching;
  private long fetchBy = Long.MAX_VALUE;
  private boolean browser = true;
  private boolean leaving;
  private boolean deregistering;
  private boolean finished;
  private Long byeRe;
  private long warnAt;
  private long idleAt;
  private long leaveBy = Long.MAX_VALUE;

  /**
   * A connection just made.
   *
   * @param tokens gives unguessable, unique film session tokens
   * @param now nanoseconds of any steady clock, the same in every call
   */
  public UserAgentSession(Settings settings, Supplier<String> tokens, long now) {
    this.settings = settings;
    this.tokens = tokens;
    this.registration = new Registration(settings, out);
    this.discovery = new Discovery(settings, out);
    this.channels = new ChannelList(settings, out);
    this.messages = new RateLimiter(BURST, MESSAGES_PER_SECOND, now);
    this.errors = new RateLimiter(ERRORS, ERRORS_PER_SECOND, now);
    this.patience = new RateLimiter(PATIENCE, PATIENCE_PER_SECOND, now);
    this.warnAt = now;
    this.idleAt = now + settings.idleTimeout().toNanos();
  }

  /** Where the user stands. */
  public State state() {
    if (finished) {
      return State.FINISHED;
    }
    if (leaving) {
      return State.LEAVING;
    }
    if (registration.isStanding()) {
      return discovery.isSearching() ? State.DISCOVERING : State.REGISTERED;
    }
    return registration.isChallenged() ? State.CHALLENGED : State.CONNECTED;
  }

  /** The registered public identity, or null. */
  public String identity() {
    return registration.isStanding() ? registration.impu() : null;
  }

  /** How many films are open or being opened. */
  public int sessions() {
    return sessions.size();
  }

  /** The next output, or null. */
  public Output poll() {
    return out.poll();
  }

  /** Takes an input. */
  public void handle(Input input, long now) {
    if (finished) {
      return;
    }
    if (input instanceof Input.FromBrowser frame) {
      fromBrowser(frame.message(), now);
    } else if (input instanceof Input.BadFrame frame) {
      badFrame(frame, now);
    } else if (input instanceof Input.BrowserGone) {
      leave(null, false, CloseReason.NETWORK, now);
    } else if (input instanceof Input.Shutdown) {
      shutdown(now);
    } else {
      fromNetwork(input, now);
    }
    settle(now);
  }

  private void fromNetwork(Input input, long now) {
    if (input instanceof Input.RegisterReply reply) {
      registered(registration.reply(reply, now), now);
    } else if (input instanceof Input.SubscribeReply reply) {
      discovered(discovery.reply(reply, now), now);
    } else if (input instanceof Input.ServiceAttachment attachment) {
      discovered(discovery.attachment(attachment.locations(), attachment.terminated(), now), now);
    } else if (input instanceof Input.CatalogueReply reply) {
      catalogue(reply);
    } else if (input instanceof Input.ChannelsReply reply) {
      channels.reply(reply).forEach(watch -> watch(watch, now));
    } else {
      ofSession(input, now);
    }
  }

  private void ofSession(Input input, long now) {
    if (input instanceof Input.InviteReply reply) {
      inviteReply(reply, now);
    } else if (input instanceof Input.ChangeReply reply) {
      find(reply.session(), session -> session.changeReply(reply, now));
    } else if (input instanceof Input.ByeReply reply) {
      find(reply.session(), IptvSession::byeReply);
    } else if (input instanceof Input.PeerBye bye) {
      find(bye.session(), IptvSession::peerBye);
    } else if (input instanceof Input.ControlReply reply) {
      find(reply.session(), session -> session.controlReply(reply, now));
    } else if (input instanceof Input.ControlNotice notice) {
      find(notice.session(), session -> session.controlNotice(notice, now));
    } else if (input instanceof Input.ControlLost lost) {
      find(lost.session(), session -> session.controlLost(now));
    }
  }

  private void find(String token, java.util.function.Consumer<IptvSession> action) {
    IptvSession session = sessions.get(token);
    if (session != null) {
      action.accept(session);
    }
  }

  private void inviteReply(Input.InviteReply reply, long now) {
    IptvSession session = sessions.get(reply.session());
    if (session != null) {
      session.inviteReply(reply, now);
    } else if (reply.status().isSuccess()) {
      out.add(new Output.Bye(reply.session())); // long after our CANCEL
    }
  }

  private void fromBrowser(ClientMessage message, long now) {
    if (!admitted(message.id(), now)) {
      return;
    }
    if (!ids.isNew(message.id())) {
      out.refuse(message.id(), Refusal.of(W2ErrorCode.BAD_MESSAGE, "id"));
    } else if (message instanceof ClientMessage.Ping) {
      out.send(new ServerMessage.Pong(message.id()));
    } else if (message instanceof ClientMessage.Authenticate authenticate) {
      registration.authenticate(authenticate, now);
    } else if (leaving) {
      out.refuse(message.id(), Refusal.of(W2ErrorCode.WRONG_STATE));
    } else if (message instanceof ClientMessage.Hello hello) {
      registration.hello(hello, now);
    } else if (message instanceof ClientMessage.Bye) {
      leave(message.id(), true, CloseReason.USER, now);
    } else if (!registration.isStanding()) {
      out.refuse(message.id(), Refusal.of(W2ErrorCode.NOT_REGISTERED));
    } else {
      service(message, now);
    }
  }

  private void service(ClientMessage message, long now) {
    if (message instanceof ClientMessage.Catalogue) {
      askCatalogue(message.id(), now);
    } else if (message instanceof ClientMessage.Open open) {
      open(Opening.of(open, durations.getOrDefault(open.contentId(), 0d)), now);
    } else if (message instanceof ClientMessage.Channels) {
      askChannels(message, now);
    } else if (message instanceof ClientMessage.Watch watch) {
      if (channels.find(watch.channel()) == null) {
        askChannels(watch, now);
      } else {
        watch(watch, now);
      }
    } else if (message instanceof ClientMessage.OfSession command) {
      IptvSession session = sessions.get(command.session());
      if (session == null) {
        out.refuse(message.id(), Refusal.of(W2ErrorCode.UNKNOWN_SESSION, "session"));
      } else {
        session.command(command, now);
      }
    }
  }

  private void badFrame(Input.BadFrame frame, long now) {
    if (admitted(frame.re(), now)) {
      out.refuse(frame.re(), frame.refusal());
    }
  }

  /** Flood control: of dropped messages one a second is answered; who goes on is cut off. */
  private boolean admitted(Long re, long now) {
    if (!browser) {
      return false;
    }
    idleAt = now + settings.idleTimeout().toNanos();
    if (messages.take(now)) {
      return true;
    }
    if (!patience.take(now)) {
      cutOff(1008, "too many messages", now);
    } else if (now >= warnAt) {
      warnAt = now + WARN_EVERY;
      out.refuse(re, Refusal.of(W2ErrorCode.RATE_LIMITED));
    }
    return false;
  }

  private void askCatalogue(long re, long now) {
    if (asking.size() >= MAX_ASKING) {
      out.refuse(re, Refusal.of(W2ErrorCode.RATE_LIMITED));
      return;
    }
    asking.add(re);
    if (discovery.location() == null) {
      discovery.start(now);
    } else {
      fetch(now);
    }
  }

  private void fetch(long now) {
    if (!fetching && !asking.isEmpty()) {
      fetching = true;
      fetchBy = now + 2 * settings.requestTimeout().toNanos();
      out.add(new Output.FetchCatalogue(discovery.location(), registration.impu()));
    }
  }

  private void catalogue(Input.CatalogueReply reply) {
    fetching = false;
    fetchBy = Long.MAX_VALUE;
    if (reply.items() != null) {
      durations.clear();
      reply.items().forEach(item -> durations.put(item.contentId(), item.duration()));
      asking.forEach(re -> out.send(new ServerMessage.Catalogue(re, reply.items())));
      asking.clear();
    } else {
      refuseAsking(ErrorMapping.catalogue(reply.status()));
    }
  }

  private void askChannels(ClientMessage message, long now) {
    if (!channels.ask(message)) {
      return;
    }
    if (discovery.location() == null) {
      discovery.start(now);
    } else {
      channels.fetch(discovery.location(), registration.impu(), now);
    }
  }

  private void watch(ClientMessage.Watch watch, long now) {
    ChannelItem channel = channels.find(watch.channel());
    if (channel == null) {
      out.refuse(watch.id(), Refusal.of(W2ErrorCode.UNKNOWN_CONTENT, "channel").ofChannel());
    } else {
      open(Opening.of(watch, channel), now);
    }
  }

  /** Nobody knows where to ask. */
  private void refuseWaiting(Refusal refusal) {
    refuseAsking(refusal);
    channels.refuse(refusal);
  }

  private void refuseAsking(Refusal refusal) {
    asking.forEach(re -> out.refuse(re, refusal));
    asking.clear();
  }

  private void discovered(Discovery.Outcome outcome, long now) {
    switch (outcome) {
      case READY -> {
        fetch(now);
        channels.fetch(discovery.location(), registration.impu(), now);
      }
      case FAILED -> refuseWaiting(discovery.failure());
      case NONE -> {}
    }
  }

  private void open(Opening open, long now) {
    if (sessions.size() >= settings.maxSessions()) {
      out.refuse(open.re(), Refusal.of(W2ErrorCode.BUSY));
      return;
    }
    String token = tokens.get();
    IptvSession session = new IptvSession(token, open, channels::find, settings, out);
    sessions.put(token, session);
    session.start(now);
  }

  private void registered(Registration.Outcome outcome, long now) {
    switch (outcome) {
      case REGISTERED -> discovery.start(now);
      case LOST -> {
        discovery.forget();
        refuseWaiting(Refusal.of(W2ErrorCode.NOT_REGISTERED));
        sessions.values().forEach(session -> session.end(CloseReason.NETWORK, now));
      }
      case LOCKED -> cutOff(1008, "too many wrong passwords", now);
      case LEFT -> finish();
      case NONE -> {}
    }
  }

  private void cutOff(int code, String reason, long now) {
    if (browser) {
      out.add(new Output.CloseBrowser(code, reason));
    }
    leave(null, false, CloseReason.NETWORK, now);
  }

  private void shutdown(long now) {
    boolean wasThere = browser;
    leave(null, true, CloseReason.SHUTDOWN, now);
    if (wasThere) {
      out.add(new Output.CloseBrowser(1001, "the gateway is being restarted"));
    }
    browser = false;
  }

  private void leave(Long re, boolean browserThere, CloseReason reason, long now) {
    browser &= browserThere;
    if (leaving) {
      return;
    }
    leaving = true;
    byeRe = re;
    leaveBy = now + settings.requestTimeout().toNanos();
    refuseWaiting(Refusal.of(W2ErrorCode.WRONG_STATE));
    sessions.values().forEach(session -> session.end(reason, now));
    if (registration.isStanding()) {
      discovery.leave();
    } else {
      discovery.forget();
      leaveBy = sessions.isEmpty() ? now : leaveBy;
    }
  }

  /** Films and subscription first, the registration last (OIPF volume 4 on de-registration). */
  private void settle(long now) {
    sessions.values().removeIf(IptvSession::isClosed);
    for (int i = out.takeRefusals(); i > 0 && browser; i--) {
      if (!errors.take(now)) {
        cutOff(1008, "too many errors", now);
      }
    }
    boolean quiet = sessions.isEmpty() && (discovery.hasLeft() || !registration.isStanding());
    if (leaving && !deregistering && (quiet || now >= leaveBy)) {
      deregistering = true;
      registered(registration.leave(byeRe != null, now), now);
    }
  }

  private void finish() {
    if (byeRe != null && browser) {
      out.send(new ServerMessage.Goodbye(byeRe));
      out.add(new Output.CloseBrowser(1000, "bye"));
    }
    browser = false;
    finished = true;
    sessions.clear();
    out.add(new Output.Finished());
  }

  /** When {@link #handleTimeout} is to be called, on the clock of {@code now}. */
  public long deadline() {
    if (finished) {
      return Long.MAX_VALUE;
    }
    long next = Math.min(registration.deadline(), discovery.deadline());
    next = Math.min(next, Math.min(fetchBy, channels.deadline()));
    for (IptvSession session : sessions.values()) {
      next = Math.min(next, session.deadline());
    }
    next = leaving ? next : Math.min(next, idleAt);
    return leaving && !deregistering ? Math.min(next, leaveBy) : next;
  }

  /** Time has passed. */
  public void handleTimeout(long now) {
    if (finished) {
      return;
    }
    if (now >= idleAt && browser && !leaving) {
      cutOff(1001, "no message for " + words(settings.idleTimeout()), now);
    }
    if (now >= fetchBy) {
      catalogue(new Input.CatalogueReply(504, null)); // an SSF that answers drop by drop
    }
    if (now >= channels.deadline()) {
      channels.reply(new Input.ChannelsReply(504, null));
    }
    discovered(discovery.timeout(now), now);
    sessions.values().forEach(session -> session.timeout(now));
    registered(registration.timeout(now), now);
    settle(now);
  }

  private static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
