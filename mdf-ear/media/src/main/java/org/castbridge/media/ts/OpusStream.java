/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ts;

import java.util.Arrays;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Track;
import org.castbridge.media.live.OpusPacket;
import org.castbridge.media.live.SourceSink;

/**
 * Takes the Opus packets out of PES payloads: each behind a control header with its size ("Opus in
 * MPEG-2 Transport Stream", section 5.2; the mapping ffmpeg and GStreamer write).
 */
final class OpusStream {
  private static final int PREFIX = 0x7FE0;
  private static final int START_TRIM = 0x10;
  private static final int END_TRIM = 0x08;
  private static final int EXTENSION = 0x04;

  private final int index;
  private final SourceSink sink;
  private long damaged;

  OpusStream(int index, SourceSink sink) {
    this.index = index;
    this.sink = sink;
  }

  long damaged() {
    return damaged;
  }

  void handle(byte[] b, int length, long ptsUs) {
    int at = 0;
    long time = ptsUs;
    while (at < length) {
      int packet = packetStart(b, at, length);
      int size = packet < 0 ? -1 : size(b, at + 2, length);
      if (size <= 0 || size > length - packet) {
        damaged++;
        return;
      }
      int duration = OpusPacket.durationUs(b, packet, size);
      if (duration == 0) {
        damaged++;
        return;
      }
      sink.audio(
          index,
          new AccessUnit(Track.AUDIO, time, true, Arrays.copyOfRange(b, packet, packet + size)));
      time += duration;
      at = packet + size;
    }
  }

  /** Where the packet behind the control header at {@code at} begins; -1 if there is no header. */
  private static int packetStart(byte[] b, int at, int length) {
    if (length - at < 3 || (((b[at] & 0xFF) << 8 | b[at + 1] & 0xFF) & 0xFFE0) != PREFIX) {
      return -1;
    }
    int flags = b[at + 1] & 0xFF;
    int next = at + 2;
    while (next < length && (b[next] & 0xFF) == 0xFF) {
      next++;
    }
    next++;
    next += (flags & START_TRIM) != 0 ? 2 : 0;
    next += (flags & END_TRIM) != 0 ? 2 : 0;
    if ((flags & EXTENSION) != 0) {
      next += next < length ? 1 + (b[next] & 0xFF) : 1;
    }
    return next < length ? next : -1;
  }

  /** Bytes of 0xFF add up, the first other one ends it. */
  private static int size(byte[] b, int at, int length) {
    int size = 0;
    for (int i = at; i < length; i++) {
      size += b[i] & 0xFF;
      if ((b[i] & 0xFF) != 0xFF) {
        return size;
      }
    }
    return -1;
  }
}
