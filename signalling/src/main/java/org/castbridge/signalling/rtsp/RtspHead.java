/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.util.ArrayList;
import java.util.List;

/** The start line and header fields of one message, read but not yet judged. */
record RtspHead(String startLine, RtspHeaders headers, int contentLength) {
  private static final int MOST_FIELDS = 100;

  static RtspHead parse(String text) throws RtspException {
    List<String> lines = unfold(text);
    RtspHeaders headers = headers(lines);
    return new RtspHead(lines.get(0), headers, contentLength(headers));
  }

  // RFC 2326 section 4.2: a line that begins with a blank goes on the one before.
  private static List<String> unfold(String text) throws RtspException {
    List<String> lines = new ArrayList<>();
    for (String raw : text.split("\n")) {
      String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
      if (line.isEmpty()) {
        continue;
      }
      boolean folded = lines.size() > 1 && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
      if (folded) {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.trim());
      } else {
        lines.add(line);
      }
    }
    if (lines.isEmpty() || lines.size() > MOST_FIELDS + 1) {
      throw RtspException.fatal(RtspStatus.BAD_REQUEST, "no start line or too many header fields");
    }
    return lines;
  }

  private static RtspHeaders headers(List<String> lines) throws RtspException {
    List<RtspHeaders.Field> fields = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw RtspException.fatal(
            RtspStatus.BAD_REQUEST, "a header field needs a name and a colon");
      }
      try {
        String name = line.substring(0, colon).trim();
        fields.add(new RtspHeaders.Field(name, line.substring(colon + 1).trim()));
      } catch (IllegalArgumentException e) {
        throw RtspException.fatal(
            RtspStatus.BAD_REQUEST, "a header field holds forbidden characters");
      }
    }
    return new RtspHeaders(fields);
  }

  private static int contentLength(RtspHeaders headers) throws RtspException {
    List<String> values = headers.all(RtspHeaders.CONTENT_LENGTH).stream().distinct().toList();
    if (values.isEmpty()) {
      return 0;
    }
    if (values.size() > 1 || !values.get(0).matches("[0-9]{1,9}")) {
      throw RtspException.fatal(RtspStatus.BAD_REQUEST, "Content-Length must be one number");
    }
    int length = Integer.parseInt(values.get(0));
    if (length > RtspDecoder.MAX_BODY) {
      throw RtspException.fatal(
          RtspStatus.REQUEST_ENTITY_TOO_LARGE, "the body is longer than " + RtspDecoder.MAX_BODY);
    }
    return length;
  }

  long cseq() {
    return headers.first(RtspHeaders.CSEQ).map(RtspMessage::sequence).orElse(-1L);
  }

  RtspMessage message(String body) throws RtspException {
    String[] parts = startLine.split(" +", 3);
    if (parts[0].startsWith("RTSP/")) {
      return response(parts, body);
    }
    if (parts.length < 3 || !parts[2].trim().matches("RTSP/[0-9]{1,3}\\.[0-9]{1,3}")) {
      throw wrong(RtspStatus.BAD_REQUEST, "a request starts with method, address and RTSP/1.0");
    }
    if (!parts[2].trim().equals("RTSP/1.0")) {
      throw wrong(RtspStatus.VERSION_NOT_SUPPORTED, "only RTSP/1.0 is spoken here");
    }
    requireSequence();
    try {
      return new RtspRequest(parts[0], parts[1], headers, body);
    } catch (IllegalArgumentException e) {
      throw wrong(RtspStatus.BAD_REQUEST, "method or address holds forbidden characters");
    }
  }

  private RtspResponse response(String[] parts, String body) throws RtspException {
    boolean formed = parts.length >= 2 && parts[1].matches("[1-5][0-9]{2}");
    String reason = parts.length == 3 ? parts[2] : "";
    if (!parts[0].equals("RTSP/1.0") || !formed || !RtspHeaders.isText(reason)) {
      throw wrong(RtspStatus.BAD_REQUEST, "a response starts with RTSP/1.0 and a status");
    }
    // A server that could not read our CSeq answers without one.
    if (headers.first(RtspHeaders.CSEQ).isPresent()) {
      requireSequence();
    }
    return new RtspResponse(Integer.parseInt(parts[1]), reason, headers, body);
  }

  private void requireSequence() throws RtspException {
    if (cseq() < 0) {
      throw wrong(RtspStatus.BAD_REQUEST, "CSeq must be one number below 2^31");
    }
  }

  private RtspException wrong(RtspStatus status, String message) {
    return RtspException.in(cseq(), status, message);
  }
}
