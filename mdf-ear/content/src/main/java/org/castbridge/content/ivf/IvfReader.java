/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ivf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.MappedFile;

/**
 * IVF, the plain file of VP8 frames that libvpx's tools write: a 32-byte header, then each frame
 * behind its size and time. Only read to bring VP8 into MP4, which ffmpeg does not do.
 *
 * @param timescale time units a second
 */
public record IvfReader(
    String fourCc, int width, int height, long timescale, long unit, List<Frame> frames) {
  private static final int FILE_HEADER = 32;
  private static final int FRAME_HEADER = 12;

  /**
   * @param time in units of {@code unit / timescale} seconds
   */
  public record Frame(long time, long offset, int size) {}

  public static IvfReader read(MappedFile file) throws ContentException {
    byte[] header = new byte[FILE_HEADER];
    if (file.length() < FILE_HEADER) {
      throw new ContentException("", 0, "not an IVF file");
    }
    file.read(0, header, 0, FILE_HEADER);
    if (!new String(header, 0, 4, StandardCharsets.ISO_8859_1).equals("DKIF")) {
      throw new ContentException("", 0, "not an IVF file");
    }
    List<Frame> frames = new ArrayList<>();
    byte[] frame = new byte[FRAME_HEADER];
    for (long at = FILE_HEADER; at < file.length(); ) {
      file.read(at, frame, 0, FRAME_HEADER);
      long size = little(frame, 0, 4);
      at += FRAME_HEADER;
      if (size == 0 || size > file.length() - at) {
        throw new ContentException("", at, "a frame of " + size + " bytes: truncated?");
      }
      frames.add(new Frame(little(frame, 4, 8), at, (int) size));
      at += size;
    }
    String fourCc = new String(header, 8, 4, StandardCharsets.ISO_8859_1);
    int width = (int) little(header, 12, 2);
    int height = (int) little(header, 14, 2);
    long rate = little(header, 16, 4);
    long scale = little(header, 20, 4);
    if (frames.isEmpty() || rate == 0 || scale == 0) {
      throw new ContentException("", 16, "no frames, or no frame rate");
    }
    return new IvfReader(fourCc, width, height, rate, scale, List.copyOf(frames));
  }

  private static long little(byte[] b, int at, int count) {
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | (b[at + i] & 0xff);
    }
    return value;
  }
}
