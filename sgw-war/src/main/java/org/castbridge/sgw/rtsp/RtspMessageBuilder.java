/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.rtsp;

import java.math.BigDecimal;
import org.castbridge.sgw.control.Output;
import org.castbridge.signalling.rtsp.ClockRange;
import org.castbridge.signalling.rtsp.NptRange;
import org.castbridge.signalling.rtsp.RtspHeaders;
import org.castbridge.signalling.rtsp.RtspRequest;
import org.castbridge.signalling.rtsp.RtspResponse;
import org.castbridge.signalling.rtsp.RtspStatus;
import org.castbridge.signalling.rtsp.TextParameters;

/** Builds the messages on Xc (RFC 2326; OIPF volume 4 for what CoD uses of it). */
final class RtspMessageBuilder {
  private static final String AGENT = "Castbridge-SGW";
  private static final String ASKED =
      TextParameters.POSITION
          + "\r\n"
          + TextParameters.DURATION
          + "\r\n"
          + TextParameters.SCALES
          + "\r\n";

  private static final String ASKED_MORE =
      ASKED + String.join("\r\n", TextParameters.STATE, TextParameters.SCALE, "");
  private static final String ASKED_OF_CHANNEL =
      ASKED_MORE
          + String.join("\r\n", TextParameters.START, TextParameters.END, TextParameters.LIVE, "");

  private RtspMessageBuilder() {}

  static RtspRequest request(Output.Control command, long cseq) {
    RtspRequest request =
        switch (command.method()) {
          case PLAY -> play(start(RtspRequest.PLAY, command, cseq), command);
          case PAUSE -> start(RtspRequest.PAUSE, command, cseq);
          case PARAMETERS ->
              start(RtspRequest.GET_PARAMETER, command, cseq)
                  .withBody(TextParameters.MIME_TYPE, ASKED);
          case ALL_PARAMETERS ->
              start(RtspRequest.GET_PARAMETER, command, cseq)
                  .withBody(
                      TextParameters.MIME_TYPE, command.channel() ? ASKED_OF_CHANNEL : ASKED_MORE);
          case KEEP_ALIVE -> start(RtspRequest.GET_PARAMETER, command, cseq);
        };
    return request.with("User-Agent", AGENT);
  }

  private static RtspRequest start(String method, Output.Control command, long cseq) {
    return RtspRequest.of(method, command.uri(), cseq)
        .with(RtspHeaders.SESSION, command.rtspSession());
  }

  private static RtspRequest play(RtspRequest request, Output.Control command) {
    RtspRequest result = request;
    if (command.position() != null) {
      double start = command.position();
      String range =
          command.channel() ? ClockRange.from(start).toString() : NptRange.from(start).toString();
      result = result.with(RtspHeaders.RANGE, range);
    }
    if (command.scale() != null) {
      String scale = BigDecimal.valueOf(command.scale()).stripTrailingZeros().toPlainString();
      result = result.with(RtspHeaders.SCALE, scale);
    }
    return result;
  }

  /** The answer to a request of the MCF. */
  static RtspResponse answer(RtspRequest request, RtspStatus status) {
    RtspResponse response = RtspResponse.of(status, request.cseq());
    return request.session().isPresent()
        ? response.with(RtspHeaders.SESSION, request.session().get())
        : response;
  }
}
