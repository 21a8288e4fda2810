/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts the bytes of one connection into messages. Feed what arrives, then poll until nothing comes
 * out. Not for use by several threads at once.
 */
public final class RtspDecoder {
  /** Longest start line and header fields together, in bytes. */
  public static final int MAX_HEAD = 16 * 1024;

  /** Longest body, in bytes. */
  public static final int MAX_BODY = 64 * 1024;

  private byte[] buffer = new byte[1024];
  private int length;
  private boolean broken;

  /** Takes all remaining bytes. */
  public void feed(ByteBuffer bytes) {
    if (broken) {
      bytes.position(bytes.limit());
      return;
    }
    int needed = length + bytes.remaining();
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, 2 * buffer.length));
    }
    int count = bytes.remaining();
    bytes.get(buffer, length, count);
    length += count;
  }

  /**
   * The next whole message.
   *
   * @return empty until more bytes are fed
   * @throws RtspException if the next message is wrong; unless fatal, it has been taken out and
   *     polling may go on
   */
  public Optional<RtspMessage> poll() throws RtspException {
    if (broken) {
      return Optional.empty();
    }
    skipEmptyLines();
    int end = headEnd();
    if (end < 0) {
      if (length > MAX_HEAD) {
        throw lost(
            RtspStatus.BAD_REQUEST, "the header fields are longer than " + MAX_HEAD + " bytes");
      }
      return Optional.empty();
    }
    RtspHead head = head(end);
    if (length - end < head.contentLength()) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOfRange(buffer, end, end + head.contentLength());
    drop(end + head.contentLength());
    return Optional.of(head.message(utf8(body, head)));
  }

  private RtspHead head(int end) throws RtspException {
    if (end > MAX_HEAD) {
      throw lost(
          RtspStatus.BAD_REQUEST, "the header fields are longer than " + MAX_HEAD + " bytes");
    }
    try {
      return RtspHead.parse(new String(buffer, 0, end, StandardCharsets.UTF_8));
    } catch (RtspException e) {
      if (e.isFatal()) {
        throw lost(e.status(), e.getMessage());
      }
      throw e;
    }
  }

  private static String utf8(byte[] body, RtspHead head) throws RtspException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw RtspException.in(head.cseq(), RtspStatus.BAD_REQUEST, "the body is not UTF-8");
    }
  }

  private RtspException lost(RtspStatus status, String message) {
    broken = true;
    length = 0;
    buffer = new byte[0];
    return RtspException.fatal(status, message);
  }

  // RFC 2326 section 4.1: empty lines before a start line are ignored.
  private void skipEmptyLines() {
    int start = 0;
    while (start < length && (buffer[start] == '\r' || buffer[start] == '\n')) {
      start++;
    }
    drop(start);
  }

  // The index behind the empty line that ends the header fields, or -1.
  private int headEnd() {
    int limit = Math.min(length, MAX_HEAD + 4);
    for (int i = 0; i < limit; i++) {
      if (buffer[i] != '\n') {
        continue;
      }
      int next = i + 1 < length && buffer[i + 1] == '\r' ? i + 2 : i + 1;
      if (next < length && buffer[next] == '\n') {
        return next + 1;
      }
    }
    return -1;
  }

  private void drop(int count) {
    if (count > 0) {
      System.arraycopy(buffer, count, buffer, 0, length - count);
      length -= count;
    }
  }
}
