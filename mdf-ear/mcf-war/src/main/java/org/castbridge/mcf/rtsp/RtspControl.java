/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.rtsp;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.castbridge.mcf.session.ControlPeer;
import org.castbridge.mcf.session.ControlledSession;
import org.castbridge.mcf.session.Counters.Counter;
import org.castbridge.mcf.session.EndReason;
import org.castbridge.mcf.session.MediaControl;
import org.castbridge.mcf.xp.XpException;
import org.castbridge.mcf.xp.XpState;
import org.castbridge.signalling.rtsp.ClockRange;
import org.castbridge.signalling.rtsp.NptRange;
import org.castbridge.signalling.rtsp.RtspException;
import org.castbridge.signalling.rtsp.RtspHeaders;
import org.castbridge.signalling.rtsp.RtspRequest;
import org.castbridge.signalling.rtsp.RtspResponse;
import org.castbridge.signalling.rtsp.RtspStatus;
import org.castbridge.signalling.rtsp.TextParameters;

/**
 * Answers the requests of Xc by asking the session's Media Delivery Function. A refused request
 * changes nothing.
 */
public final class RtspControl {
  private static final String METHODS = "OPTIONS, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER";
  private static final Set<String> ALLOWED = Set.of(METHODS.split(", "));
  // Known to RTSP, but done by SIP here, or only for servers.
  private static final Set<String> KNOWN =
      Set.of("DESCRIBE", "SETUP", "TEARDOWN", "ANNOUNCE", "RECORD", "REDIRECT");
  private static final Set<String> PARAMETERS =
      Set.of(
          TextParameters.POSITION,
          TextParameters.SCALES,
          TextParameters.DURATION,
          TextParameters.STATE,
          TextParameters.SCALE);
  private static final Set<String> OF_CHANNELS =
      Set.of(TextParameters.START, TextParameters.END, TextParameters.LIVE);

  private final MediaControl control;

  public RtspControl(MediaControl control) {
    this.control = control;
  }

  /** Answers a request; the stage never fails. */
  public CompletableFuture<RtspResponse> handle(RtspRequest request, ControlPeer peer) {
    try {
      return answer(request, peer)
          .exceptionally(thrown -> refusal(request, XpException.of(thrown)))
          .thenApply(this::counted);
    } catch (RtspException e) {
      return CompletableFuture.completedFuture(counted(refusal(request, e)));
    }
  }

  private RtspResponse counted(RtspResponse response) {
    if (!response.isSuccess()) {
      control.counters().count(Counter.RTSP_ERRORS);
    }
    return response;
  }

  private CompletableFuture<RtspResponse> answer(RtspRequest request, ControlPeer peer)
      throws RtspException {
    checkMethod(request);
    boolean general = request.method().equals(RtspRequest.OPTIONS) && request.session().isEmpty();
    if (general) {
      return done(RtspResponse.of(RtspStatus.OK, request.cseq()).with(RtspHeaders.PUBLIC, METHODS));
    }
    ControlledSession session = session(request);
    session.heard(peer, control.now());
    return switch (request.method()) {
      case RtspRequest.PLAY -> play(request, session);
      case RtspRequest.PAUSE -> pause(request, session);
      case RtspRequest.GET_PARAMETER -> get(request, session);
      case RtspRequest.SET_PARAMETER -> set(request, session);
      default -> done(ok(request, session).with(RtspHeaders.PUBLIC, METHODS));
    };
  }

  private static void checkMethod(RtspRequest request) throws RtspException {
    if (KNOWN.contains(request.method())) {
      throw wrong(RtspStatus.METHOD_NOT_ALLOWED, "sessions are set up and ended by SIP");
    }
    if (!ALLOWED.contains(request.method())) {
      throw wrong(RtspStatus.NOT_IMPLEMENTED, "the method is not known");
    }
    if (request.headers().first(RtspHeaders.REQUIRE).isPresent()) {
      throw wrong(RtspStatus.OPTION_NOT_SUPPORTED, "no options are supported");
    }
  }

  private ControlledSession session(RtspRequest request) throws RtspException {
    ControlledSession session =
        request
            .session()
            .flatMap(control.sessions()::find)
            .filter(found -> found.mdfSession().isPresent())
            .orElseThrow(() -> wrong(RtspStatus.SESSION_NOT_FOUND, "there is no such session"));
    if (!request.uri().equals("*") && !samePath(request.uri(), session.uri())) {
      throw wrong(RtspStatus.NOT_FOUND, "the address is not that of the session");
    }
    return session;
  }

  // The path alone: the host may be written otherwise, or be that of a relay.
  private static boolean samePath(String asked, URI ours) {
    try {
      String path = URI.create(asked).getRawPath();
      return path != null && path.replaceAll("/+$", "").equals(ours.getRawPath());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private CompletableFuture<RtspResponse> play(RtspRequest request, ControlledSession session)
      throws RtspException {
    Double position =
        session.showing().isPresent() ? time(request, session) : start(request, session);
    double scale = request.scale().orElse(1.0);
    control.counters().count(Counter.PLAYS);
    return control
        .client()
        .play(mdf(session), position, scale)
        .thenApply(state -> standing(request, session, state));
  }

  private static Double start(RtspRequest request, ControlledSession session) throws RtspException {
    Optional<NptRange> range = request.range();
    checkEnd(range, session);
    boolean known = range.isPresent() && range.get().start().isPresent();
    return known ? range.get().start().getAsDouble() : null;
  }

  /** Where to play a channel: absolute time, since the beginning of its recording moves. */
  private static Double time(RtspRequest request, ControlledSession session) throws RtspException {
    requireTimeShift(session);
    Optional<ClockRange> range = request.clock();
    boolean other =
        request.headers().first(RtspHeaders.RANGE).isPresent()
            && range.isEmpty()
            && !request.range().equals(Optional.of(NptRange.now()));
    if (other) {
      throw wrong(RtspStatus.INVALID_RANGE, "a channel is played by absolute time: clock=");
    }
    if (range.isPresent() && range.get().end().isPresent()) {
      throw wrong(RtspStatus.INVALID_RANGE, "a channel has no end to play to");
    }
    return range.map(ClockRange::start).orElse(null);
  }

  private static void requireTimeShift(ControlledSession session) throws RtspException {
    if (session.showing().isPresent() && !session.showing().get().timeShifted()) {
      throw wrong(RtspStatus.METHOD_NOT_VALID_IN_THIS_STATE, "the session is not time-shifted yet");
    }
  }

  // A film plays to its end: a stop before it is refused rather than passed over in silence.
  private static void checkEnd(Optional<NptRange> range, ControlledSession session)
      throws RtspException {
    if (range.isPresent() && range.get().end().isPresent()) {
      double end = range.get().end().getAsDouble();
      if (end < session.duration() - 0.05) {
        throw wrong(RtspStatus.INVALID_RANGE, "a range must reach to the end of the film");
      }
    }
  }

  private CompletableFuture<RtspResponse> pause(RtspRequest request, ControlledSession session)
      throws RtspException {
    requireTimeShift(session);
    control.counters().count(Counter.PAUSES);
    return control
        .client()
        .pause(mdf(session))
        .thenApply(state -> standing(request, session, state));
  }

  private CompletableFuture<RtspResponse> get(RtspRequest request, ControlledSession session)
      throws RtspException {
    Set<String> names = parameters(request).values().keySet();
    if (names.isEmpty()) {
      return done(ok(request, session));
    }
    requireKnown(names, session);
    return control
        .client()
        .state(mdf(session))
        .thenApply(
            state ->
                ok(request, session)
                    .withBody(TextParameters.MIME_TYPE, values(names, state).toString()));
  }

  private CompletableFuture<RtspResponse> set(RtspRequest request, ControlledSession session)
      throws RtspException {
    Set<String> names = parameters(request).values().keySet();
    if (names.isEmpty()) {
      return done(ok(request, session));
    }
    requireKnown(names, session);
    throw wrong(RtspStatus.PARAMETER_IS_READ_ONLY, "these parameters can only be read");
  }

  private static TextParameters parameters(RtspRequest request) throws RtspException {
    String type =
        request.headers().first(RtspHeaders.CONTENT_TYPE).orElse(TextParameters.MIME_TYPE);
    boolean text = type.split(";", 2)[0].trim().equalsIgnoreCase(TextParameters.MIME_TYPE);
    if (!request.body().isEmpty() && !text) {
      throw wrong(RtspStatus.UNSUPPORTED_MEDIA_TYPE, "parameters are " + TextParameters.MIME_TYPE);
    }
    return TextParameters.parse(request.body());
  }

  private static void requireKnown(Set<String> names, ControlledSession session)
      throws RtspException {
    boolean channel = session.showing().isPresent();
    List<String> unknown =
        names.stream()
            .filter(name -> !PARAMETERS.contains(name))
            .filter(name -> !channel || !OF_CHANNELS.contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw wrong(RtspStatus.PARAMETER_NOT_UNDERSTOOD, String.join("\r\n", unknown));
    }
  }

  private static TextParameters values(Set<String> names, XpState state) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : names) {
      values.put(
          name,
          switch (name) {
            case TextParameters.POSITION -> seconds(state.position());
            case TextParameters.DURATION -> seconds(state.duration());
            case TextParameters.STATE -> state.state();
            case TextParameters.SCALE -> scale(state.scale());
            case TextParameters.START -> seconds(window(state).start());
            case TextParameters.END -> seconds(window(state).end());
            case TextParameters.LIVE -> Boolean.toString(window(state).live());
            default ->
                state.scales().stream().map(RtspControl::scale).collect(Collectors.joining(","));
          });
    }
    return new TextParameters(values);
  }

  private static XpState.Window window(XpState state) {
    return state.window() == null
        ? new XpState.Window(state.position(), state.position(), true)
        : state.window();
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String scale(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static RtspResponse standing(
      RtspRequest request, ControlledSession session, XpState state) {
    boolean channel = session.showing().isPresent();
    String range =
        channel
            ? ClockRange.between(state.position(), window(state).end()).toString()
            : NptRange.between(state.position(), state.duration()).toString();
    return ok(request, session)
        .with(RtspHeaders.RANGE, range)
        .with(RtspHeaders.SCALE, Double.toString(state.scale()));
  }

  private static RtspResponse ok(RtspRequest request, ControlledSession session) {
    return RtspResponse.of(RtspStatus.OK, request.cseq()).with(RtspHeaders.SESSION, session.id());
  }

  private static URI mdf(ControlledSession session) throws RtspException {
    return session
        .mdfSession()
        .orElseThrow(() -> wrong(RtspStatus.SESSION_NOT_FOUND, "the session has ended"));
  }

  private RtspResponse refusal(RtspRequest request, XpException e) {
    if (e.isGone()) {
      // The Media Delivery Function has lost it: nothing can be played in it any more.
      request
          .session()
          .flatMap(control.sessions()::find)
          .ifPresent(session -> control.end(session, EndReason.MDF_ENDED));
    }
    return refusal(request, wrong(status(e), e.getMessage()));
  }

  static RtspStatus status(XpException e) {
    return switch (e.kind()) {
      case UNKNOWN_SESSION, UNKNOWN_RESOURCE -> RtspStatus.SESSION_NOT_FOUND;
      case BAD_RANGE -> RtspStatus.INVALID_RANGE;
      case UNSUPPORTED_SCALE, NO_COMMON_CODEC -> RtspStatus.PARAMETER_NOT_UNDERSTOOD;
      case WRONG_STATE -> RtspStatus.METHOD_NOT_VALID_IN_THIS_STATE;
      case BUSY, UNREACHABLE -> RtspStatus.SERVICE_UNAVAILABLE;
      case BAD_OFFER, BAD_REPLY -> RtspStatus.INTERNAL_SERVER_ERROR;
    };
  }

  private static RtspResponse refusal(RtspRequest request, RtspException e) {
    RtspResponse response = RtspResponse.of(e.status(), request.cseq());
    if (e.status() == RtspStatus.METHOD_NOT_ALLOWED) {
      return response.with(RtspHeaders.ALLOW, METHODS);
    }
    if (e.status() == RtspStatus.OPTION_NOT_SUPPORTED) {
      String options = request.headers().first(RtspHeaders.REQUIRE).orElse("");
      return response.with(RtspHeaders.UNSUPPORTED, options);
    }
    boolean named =
        e.status() == RtspStatus.PARAMETER_NOT_UNDERSTOOD
            && request.method().equals(RtspRequest.GET_PARAMETER);
    return named ? response.withBody(TextParameters.MIME_TYPE, e.getMessage() + "\r\n") : response;
  }

  private static RtspException wrong(RtspStatus status, String message) {
    return new RtspException(status, message);
  }

  private static CompletableFuture<RtspResponse> done(RtspResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
