/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.channel;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a channel has seen since it was made. Counted by its feed, read by anyone. */
public final class ChannelCounters {
  final LongAdder videoUnits = new LongAdder();
  final LongAdder audioUnits = new LongAdder();
  final LongAdder keyFrames = new LongAdder();
  final LongAdder bytes = new LongAdder();
  final LongAdder packets = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder stalls = new LongAdder();
  final LongAdder jumps = new LongAdder();
  final LongAdder restarts = new LongAdder();
  final LongAdder formatChanges = new LongAdder();
  final AtomicLong lastArrivalNanos = new AtomicLong(Long.MIN_VALUE);
  private final LongAdder zaps = new LongAdder();

  ChannelCounters() {}

  /** Pictures, of all renditions. */
  public long videoUnits() {
    return videoUnits.sum();
  }

  /** Packets of sound. */
  public long audioUnits() {
    return audioUnits.sum();
  }

  /** Pictures a decoder can begin with. */
  public long keyFrames() {
    return keyFrames.sum();
  }

  /** RTP payload bytes made, once, for all viewers. */
  public long bytes() {
    return bytes.sum();
  }

  /** RTP payloads made, once, for all viewers. */
  public long packets() {
    return packets.sum();
  }

  /** Units that were not what their codec says, and were left out. */
  public long malformed() {
    return malformed.sum();
  }

  /** Times nothing came for longer than {@link ChannelFeed#STALL_NANOS}. */
  public long stalls() {
    return stalls.sum();
  }

  /** Times the source's clock jumped ahead. */
  public long jumps() {
    return jumps.sum();
  }

  /** Times the source's clock went back: it was started again. */
  public long restarts() {
    return restarts.sum();
  }

  /** Times the coding changed in mid-stream. */
  public long formatChanges() {
    return formatChanges.sum();
  }

  /** Monotonic time of the last unit; {@link Long#MIN_VALUE} if none has come. */
  public long lastArrivalNanos() {
    return lastArrivalNanos.get();
  }

  /** Viewers that have come to this channel. */
  public long zaps() {
    return zaps.sum();
  }

  /** A viewer has come; from any thread. */
  public void countZap() {
    zaps.increment();
  }
}
