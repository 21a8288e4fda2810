/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.castbridge.sgw.control.AnswerToBrowser.ControlTarget;
import org.castbridge.sgw.control.Output.ControlMethod;
import org.castbridge.sgw.control.ServerMessage.PlayState;

/**
 * Media control of one film or channel on Xc (RTSP): one request at a time, kept alive,
 * re-connected when the connection breaks.
 */
final class MediaControl {
  /** What a step means to the film session. */
  enum Outcome {
    NONE,
    /** The MCF answered for the first time. */
    READY,
    /** The MCF cannot be reached. */
    LOST,
    /** The MCF no longer knows the session, or has announced its end. */
    GONE
  }

  private enum Kind {
    PREPARE,
    PLAY,
    SEEK,
    PAUSE,
    POSITION,
    KEEP_ALIVE
  }

  private record Operation(Kind kind, List<Long> res, Double position, Double speed) {
    static Operation internal(Kind kind) {
      return new Operation(kind, List.of(), null, null);
    }
  }

  private static final int MAX_WAITING = 16;
  private static final int MAX_ATTEMPTS = 3;
  private static final long BACK_OFF = Duration.ofMillis(500).toNanos();

  private final String token;
  private final ControlTarget target;
  private final long requestTimeout;
  private final Outbox out;
  private final Deque<Operation> waiting = new ArrayDeque<>();
  private Operation current;
  private int ticket;
  private int attempts;
  private long answerBy = Long.MAX_VALUE;
  private long reconnectAt = Long.MAX_VALUE;
  private long keepAliveAt = Long.MAX_VALUE;
  private boolean prepared;
  private Refusal failure = Refusal.of(W2ErrorCode.UNAVAILABLE);
  private PlayState state = PlayState.PAUSED;
  private double position;
  private double speed = 1;
  private double duration;
  private Double pendingSeek;
  // The MCF knows the parameters of OIPF only.
  private boolean plain;
  private String channel;
  private Input.Window window;
  private List<Double> speeds = List.of();

  /**
   * Not connected yet.
   *
   * @param duration seconds as the catalogue says, 0 when unknown
   */
  MediaControl(String token, ControlTarget target, double duration, Settings settings, Outbox out) {
    this.token = token;
    this.target = target;
    this.duration = duration;
    this.requestTimeout = settings.requestTimeout().toNanos();
    this.out = out;
  }

  /**
   * It is a channel, and this one from now on.
   *
   * @param live whether it plays as it is broadcast
   */
  void watch(String newChannel, boolean live) {
    channel = newChannel;
    if (live) {
      state = PlayState.PLAYING;
      speed = 1;
      pendingSeek = null;
    }
  }

  /** Whether nothing is under way or waits. */
  boolean isIdle() {
    return current == null && waiting.isEmpty();
  }

  /** Asks the MCF where playing stands, and tells. */
  void tellWhereItStands(List<Long> res, long now) {
    waiting.add(new Operation(Kind.POSITION, res, null, null));
    next(now);
  }

  /** The speeds that can be asked for; empty when unknown. */
  List<Double> speeds() {
    return speeds;
  }

  double duration() {
    return duration;
  }

  boolean isEnded() {
    return state == PlayState.ENDED;
  }

  /** Why {@link Outcome#LOST} or {@link Outcome#GONE}. */
  Refusal failure() {
    return failure;
  }

  void connect(long now) {
    out.add(new Output.Connect(token, target.uri()));
    waiting.addFirst(Operation.internal(Kind.PREPARE));
    next(now);
  }

  void command(ClientMessage.OfSession message, long now) {
    if (waiting.size() >= MAX_WAITING) {
      out.refuse(message.id(), Refusal.of(W2ErrorCode.RATE_LIMITED));
      return;
    }
    waiting.add(operation(message));
    next(now);
  }

  private Operation operation(ClientMessage.OfSession message) {
    List<Long> res = List.of(message.id());
    if (message instanceof ClientMessage.Play play) {
      return new Operation(Kind.PLAY, res, play.position(), play.speed());
    }
    if (message instanceof ClientMessage.Seek seek) {
      return seek(seek);
    }
    Kind kind = message instanceof ClientMessage.Pause ? Kind.PAUSE : Kind.POSITION;
    return new Operation(kind, res, null, null);
  }

  /** Whoever drags the seek bar wants the last position only. */
  private Operation seek(ClientMessage.Seek seek) {
    List<Long> res = new ArrayList<>();
    if (!waiting.isEmpty() && waiting.peekLast().kind() == Kind.SEEK) {
      res.addAll(waiting.pollLast().res());
    }
    res.add(seek.id());
    return new Operation(Kind.SEEK, res, seek.position(), null);
  }

  private void next(long now) {
    while (current == null && reconnectAt == Long.MAX_VALUE && !waiting.isEmpty()) {
      Operation operation = waiting.poll();
      if (!doneHere(operation)) {
        send(operation, now);
      }
    }
  }

  /** RTSP has no seek while paused: the position is kept for the next PLAY. */
  private boolean doneHere(Operation operation) {
    if (operation.kind() == Kind.PAUSE && state != PlayState.PLAYING) {
      tell(operation);
      return true;
    }
    if (operation.kind() != Kind.SEEK || state == PlayState.PLAYING) {
      return false;
    }
    if (isOutside(operation.position())) {
      refuse(operation, Refusal.of(W2ErrorCode.BAD_RANGE, "position"));
      return true;
    }
    pendingSeek = operation.position();
    position = operation.position();
    state = PlayState.PAUSED;
    tell(operation);
    return true;
  }

  private boolean isOutside(double wanted) {
    if (channel == null) {
      return duration > 0 && wanted > duration;
    }
    // The window moves while we speak: the MCF has the last word when it is played.
    return window != null && (wanted < window.start() - 1 || wanted > window.end() + 60);
  }

  private void send(Operation operation, long now) {
    current = operation;
    answerBy = now + requestTimeout;
    keepAliveAt = now + Duration.ofSeconds(target.timeout()).toNanos() / 2;
    ticket++;
    Double scale = operation.speed();
    if (operation.kind() == Kind.SEEK && speed != 1) {
      scale = speed;
    }
    out.add(
        new Output.Control(
            token,
            ticket,
            method(operation.kind(), plain),
            target.uri(),
            target.session(),
            start(operation),
            scale,
            channel != null));
  }

  private static ControlMethod method(Kind kind, boolean plain) {
    return switch (kind) {
      case PLAY, SEEK -> ControlMethod.PLAY;
      case PAUSE -> ControlMethod.PAUSE;
      case PREPARE, POSITION -> plain ? ControlMethod.PARAMETERS : ControlMethod.ALL_PARAMETERS;
      case KEEP_ALIVE -> ControlMethod.KEEP_ALIVE;
    };
  }

  private Double start(Operation operation) {
    if (operation.kind() != Kind.PLAY || operation.position() != null) {
      return operation.position();
    }
    if (pendingSeek != null) {
      return pendingSeek;
    }
    return state == PlayState.ENDED ? Double.valueOf(0) : null;
  }

  Outcome reply(Input.ControlReply reply, long now) {
    if (current == null || reply.ticket() != ticket) {
      return Outcome.NONE; // came after its time was up
    }
    Operation operation = current;
    current = null;
    answerBy = Long.MAX_VALUE;
    attempts = 0;
    Outcome outcome = reply.status() == 200 ? done(operation, reply) : failed(operation, reply);
    if (outcome == Outcome.NONE || outcome == Outcome.READY) {
      next(now);
    }
    return outcome;
  }

  private Outcome done(Operation operation, Input.ControlReply reply) {
    if (reply.duration() != null) {
      duration = reply.duration();
    }
    speeds = reply.scales().isEmpty() ? speeds : reply.scales();
    if (reply.window() != null) {
      window = reply.window();
      speed = window.live() ? 1 : speed;
    }
    switch (operation.kind()) {
      case PLAY, SEEK -> playing(operation, reply);
      case PAUSE -> {
        state = state == PlayState.ENDED ? state : PlayState.PAUSED;
        position = reply.position() == null ? position : reply.position();
      }
      case POSITION -> {
        if (pendingSeek == null) {
          position = reply.position() == null ? position : reply.position();
          follow(reply);
        }
      }
      case PREPARE -> {
        return prepared();
      }
      case KEEP_ALIVE -> {}
    }
    if (channel != null && operation.kind() != Kind.POSITION && !operation.res().isEmpty()) {
      // Where a channel stands in its window, the MCF says when it is asked.
      waiting.addFirst(new Operation(Kind.POSITION, operation.res(), null, null));
    } else {
      tell(operation);
    }
    return Outcome.NONE;
  }

  /** What the MCF has done by itself: rewinding ends at the beginning, fast forward at the end. */
  private void follow(Input.ControlReply reply) {
    state = reply.state() == null ? state : reply.state();
    boolean moves = state == PlayState.PLAYING && reply.scale() != null;
    speed = moves ? reply.scale() : speed;
  }

  private void playing(Operation operation, Input.ControlReply reply) {
    Double asked = start(operation);
    state = PlayState.PLAYING;
    pendingSeek = null;
    double wanted = operation.kind() == Kind.SEEK ? speed : 1;
    wanted = operation.speed() == null ? wanted : operation.speed();
    speed = reply.scale() == null ? wanted : reply.scale();
    if (reply.position() != null) {
      position = reply.position();
    } else if (asked != null) {
      position = asked;
    }
  }

  private Outcome prepared() {
    boolean first = !prepared;
    prepared = true;
    return first ? Outcome.READY : Outcome.NONE;
  }

  private Outcome failed(Operation operation, Input.ControlReply reply) {
    Refusal refusal = ErrorMapping.control(reply.status());
    refuse(operation, refusal);
    if (reply.status() == 454) {
      failure = refusal;
      return Outcome.GONE;
    }
    if (operation.kind() != Kind.PREPARE || prepared) {
      return Outcome.NONE; // the film goes on as it was
    }
    plain |= reply.status() == 451;
    boolean optional = reply.status() == 405 || reply.status() == 451 || reply.status() == 501;
    failure = refusal;
    return optional ? prepared() : Outcome.LOST;
  }

  private void tell(Operation operation) {
    for (Long re : operation.res()) {
      out.send(new ServerMessage.State(re, token, state, position, speed, duration, told()));
    }
  }

  private ServerMessage.Window told() {
    if (channel == null) {
      return null;
    }
    return window == null
        ? new ServerMessage.Window(channel, true, position, position)
        : new ServerMessage.Window(channel, window.live(), window.start(), window.end());
  }

  private void refuse(Operation operation, Refusal refusal) {
    Refusal told = channel == null ? refusal : refusal.ofChannel();
    operation.res().forEach(re -> out.refuse(re, told));
  }

  Outcome notice(int notice, Double at) {
    // 2306 and 5500-5599 as some servers say it; 5402: OIPF volume 4 annex on ANNOUNCE
    if (notice == 2101 || notice == 2306) {
      state = PlayState.ENDED;
      pendingSeek = null;
      position = at == null ? duration : at;
      out.send(new ServerMessage.Ended(token, position));
      return Outcome.NONE;
    }
    return notice == 2401 || (notice >= 4400 && notice < 5600) ? Outcome.GONE : Outcome.NONE;
  }

  /** The connection broke. */
  Outcome lost(long now) {
    if (reconnectAt != Long.MAX_VALUE) {
      return Outcome.NONE;
    }
    if (current != null) {
      refuse(current, ErrorMapping.control(503));
    }
    current = null;
    answerBy = Long.MAX_VALUE;
    keepAliveAt = Long.MAX_VALUE;
    attempts++;
    if (attempts > MAX_ATTEMPTS) {
      failure = ErrorMapping.control(0);
      return Outcome.LOST;
    }
    reconnectAt = now + (BACK_OFF << (attempts - 1));
    return Outcome.NONE;
  }

  long deadline() {
    return Math.min(answerBy, Math.min(reconnectAt, keepAliveAt));
  }

  Outcome timeout(long now) {
    if (now >= answerBy) {
      refuse(current, ErrorMapping.control(408));
      current = null;
      out.add(new Output.Disconnect(token));
      return lost(now);
    }
    if (now >= reconnectAt) {
      reconnectAt = Long.MAX_VALUE;
      connect(now);
    } else if (now >= keepAliveAt && current == null) {
      send(Operation.internal(Kind.KEEP_ALIVE), now);
    }
    return Outcome.NONE;
  }

  /** Nothing more is sent; whoever waits is told. */
  void stop(Refusal refusal) {
    if (current != null) {
      refuse(current, refusal);
    }
    waiting.forEach(operation -> refuse(operation, refusal));
    waiting.clear();
    current = null;
    answerBy = Long.MAX_VALUE;
    reconnectAt = Long.MAX_VALUE;
    keepAliveAt = Long.MAX_VALUE;
    out.add(new Output.Disconnect(token));
  }
}
