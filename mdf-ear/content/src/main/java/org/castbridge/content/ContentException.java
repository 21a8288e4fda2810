/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

/**
 * A media file that is not what it claims to be: not MP4, truncated, or with tables that contradict
 * each other. Says in which box, and where in the file.
 */
public final class ContentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String box;
  private final long offset;

  /**
   * @param box path of the box, such as {@code moov/trak/mdia}; empty for the file as a whole
   * @param offset byte offset in the file
   */
  public ContentException(String box, long offset, String message) {
    super((box.isEmpty() ? "" : "box " + box + ", ") + "byte " + offset + ": " + message);
    this.box = box;
    this.offset = offset;
  }

  public String box() {
    return box;
  }

  public long offset() {
    return offset;
  }
}
