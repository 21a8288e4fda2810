/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import org.castbridge.content.ContentException;
import org.castbridge.content.mp4.Mp4Reader;
import org.castbridge.content.webm.WebmReader;

/** Reads a file of either container, told apart by its first bytes. */
public final class MovieReader {
  private MovieReader() {}

  /**
   * @throws ContentException if the file is neither MP4 nor Matroska, is cut off, or contradicts
   *     itself
   */
  public static Movie read(MappedFile file) throws ContentException {
    return WebmReader.recognises(file) ? WebmReader.read(file) : Mp4Reader.read(file);
  }
}
