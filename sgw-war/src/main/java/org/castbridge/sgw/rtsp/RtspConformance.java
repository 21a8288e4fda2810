/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.castbridge.sgw.control.Input;
import org.castbridge.sgw.control.Output;
import org.castbridge.sgw.control.ServerMessage.PlayState;
import org.castbridge.signalling.rtsp.Notice;
import org.castbridge.signalling.rtsp.RtspException;
import org.castbridge.signalling.rtsp.RtspMessage;
import org.castbridge.signalling.rtsp.RtspRequest;
import org.castbridge.signalling.rtsp.RtspResponse;
import org.castbridge.signalling.rtsp.RtspStatus;
import org.castbridge.signalling.rtsp.TextParameters;

/** Validates what comes on Xc and reads it into the control engine's terms. */
final class RtspConformance {
  private static final int BAD_GATEWAY = 502;
  private static final int MOST_SCALES = 40;
  private static final String NUMBER = "-?[0-9]{1,6}(\\.[0-9]{0,9})?";

  private RtspConformance() {}

  /** The answer to a request of ours; one that does not fit the request counts as 502. */
  static Input.ControlReply reply(Output.Control command, RtspResponse response) {
    try {
      String session = response.session().orElse(command.rtspSession());
      if (!session.equals(command.rtspSession())) {
        return failed(command, BAD_GATEWAY);
      }
      return response.isSuccess() ? read(command, response) : failed(command, response.status());
    } catch (RtspException e) {
      return failed(command, BAD_GATEWAY);
    }
  }

  static Input.ControlReply failed(Output.Control command, int status) {
    return new Input.ControlReply(command.session(), command.ticket(), status, null, null, null);
  }

  private static Input.ControlReply read(Output.Control command, RtspResponse response)
      throws RtspException {
    TextParameters parameters = TextParameters.parse(response.body());
    Double position = seconds(parameters, TextParameters.POSITION);
    if (position == null) {
      position = position(response);
    }
    return new Input.ControlReply(
        command.session(),
        command.ticket(),
        200,
        position,
        response.scale().or(() -> scale(parameters)).orElse(null),
        seconds(parameters, TextParameters.DURATION),
        scales(parameters),
        window(parameters),
        state(parameters));
  }

  private static Optional<Double> scale(TextParameters parameters) {
    String text = parameters.values().getOrDefault(TextParameters.SCALE, "");
    return text.matches(NUMBER) ? Optional.of(Double.valueOf(text)) : Optional.empty();
  }

  /** What is not started yet stands still as far as the viewer is concerned. */
  private static PlayState state(TextParameters parameters) {
    return switch (parameters.values().getOrDefault(TextParameters.STATE, "")) {
      case "playing" -> PlayState.PLAYING;
      case "paused" -> PlayState.PAUSED;
      case "ended" -> PlayState.ENDED;
      default -> null;
    };
  }

  private static List<Double> scales(TextParameters parameters) throws RtspException {
    String text = parameters.values().getOrDefault(TextParameters.SCALES, "");
    List<Double> scales = new ArrayList<>();
    for (String one : text.isEmpty() ? new String[0] : text.split(",", MOST_SCALES + 1)) {
      if (scales.size() == MOST_SCALES || !one.trim().matches(NUMBER)) {
        throw new RtspException(RtspStatus.BAD_REQUEST, "scales must be a few numbers");
      }
      scales.add(Double.valueOf(one.trim()));
    }
    return scales;
  }

  private static Input.Window window(TextParameters parameters) throws RtspException {
    Double start = seconds(parameters, TextParameters.START);
    Double end = seconds(parameters, TextParameters.END);
    return start == null || end == null
        ? null
        : new Input.Window(
            start,
            end,
            Boolean.parseBoolean(parameters.values().getOrDefault(TextParameters.LIVE, "")));
  }

  private static Double position(RtspMessage message) throws RtspException {
    var clock = message.clock();
    if (clock.isPresent()) {
      return clock.get().start();
    }
    var range = message.range();
    boolean known = range.isPresent() && range.get().start().isPresent();
    return known ? range.get().start().getAsDouble() : null;
  }

  private static Double seconds(TextParameters parameters, String name) throws RtspException {
    String text = parameters.values().getOrDefault(name, "");
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("[0-9]{1,11}(\\.[0-9]{0,9})?")) {
      throw new RtspException(RtspStatus.BAD_REQUEST, name + " must be seconds");
    }
    return Double.valueOf(text);
  }

  /**
   * ANNOUNCE.
   *
   * @throws RtspException naming the status to answer with
   */
  static Input.ControlNotice notice(String session, String rtspSession, RtspRequest request)
      throws RtspException {
    if (!rtspSession.equals(request.session().orElse(rtspSession))) {
      throw new RtspException(RtspStatus.SESSION_NOT_FOUND, "not a session of this connection");
    }
    Optional<Notice> notice = Notice.of(request);
    if (notice.isEmpty()) {
      throw new RtspException(RtspStatus.BAD_REQUEST, "ANNOUNCE needs a Notice");
    }
    return new Input.ControlNotice(session, notice.get().code(), position(request));
  }
}
