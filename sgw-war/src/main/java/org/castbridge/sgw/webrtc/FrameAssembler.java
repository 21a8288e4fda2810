/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

/**
 * Puts a text message together from its parts up to a limit. What goes beyond is thrown away as it
 * comes, so that a client cannot fill the memory and still gets an answer.
 */
final class FrameAssembler {
  /** Largest message in bytes of UTF-8. */
  static final int LIMIT = 64 * 1024;

  /** What became of a part. */
  enum Result {
    MORE,
    COMPLETE,
    TOO_LARGE
  }

  private final StringBuilder text = new StringBuilder();
  private int bytes;

  Result add(String part, boolean last) {
    int size = utf8(part);
    bytes = bytes > LIMIT ? bytes : bytes + size;
    if (bytes > LIMIT) {
      text.setLength(0);
      text.trimToSize();
    } else {
      text.append(part);
    }
    if (!last) {
      return Result.MORE;
    }
    return bytes > LIMIT ? Result.TOO_LARGE : Result.COMPLETE;
  }

  private static int utf8(String part) {
    int size = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      size += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return size;
  }

  /** The message; the assembler is ready for the next one. */
  String take() {
    String result = text.toString();
    text.setLength(0);
    bytes = 0;
    return result;
  }
}
