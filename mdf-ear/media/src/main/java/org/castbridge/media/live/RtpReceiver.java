/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import java.util.Arrays;

/**
 * One RTP stream as it comes from the network (RFC 3550): puts packets in order within bounds of
 * time and number, marks where some are missing for good, follows a sender that starts again. Never
 * throws, whatever comes. For one thread.
 */
public final class RtpReceiver {
  /** Takes the packets in order, each once. */
  public interface Sink {
    /**
     * A payload; the array is only lent.
     *
     * @param lossBefore packets between this one and the one before never came
     * @param arrival monotonic time it came at
     */
    void payload(
        byte[] b,
        int offset,
        int length,
        int payloadType,
        int timestamp,
        boolean marker,
        boolean lossBefore,
        long arrival);

    /** The sender has started again: nothing that follows belongs to what was before. */
    void restarted();
  }

  /** Packets kept while one is missing: at 20 Mbit/s half a second. */
  public static final int CAPACITY = 1024;

  /** A sender that is silent for so long may come back as another (another SSRC, other numbers). */
  static final long SILENT_NANOS = 200_000_000L;

  /** A step of more is no loss but a new beginning (RFC 3550 appendix A.1). */
  private static final int MAX_DROPOUT = 3000;

  private static final int HEADER = 12;

  private record Waiting(byte[] packet, long arrival) {}

  private final Sink sink;
  private final long patienceNanos;
  private final ReceptionStatistics statistics;
  private final Waiting[] waiting = new Waiting[CAPACITY];
  private int waitingCount;
  private boolean started;
  private int ssrc;
  private long next;
  private long lastArrival;
  private boolean lossBefore;
  private int oddSequence = -1;

  /**
   * @param clockRate of the RTP time stamps, Hz
   * @param patienceNanos how long a missing packet is waited for
   */
  public RtpReceiver(int clockRate, long patienceNanos, Sink sink) {
    this.sink = sink;
    this.patienceNanos = patienceNanos;
    this.statistics = new ReceptionStatistics(clockRate);
  }

  /** Takes an RTP packet in the clear. */
  public void handle(byte[] b, int offset, int length, long now) {
    int header = headerSize(b, offset, length);
    int end = header < 0 ? 0 : payloadEnd(b, offset, length, header);
    if (header < 0 || end < offset + header) {
      statistics.malformed++;
      return;
    }
    if (accept(int32(b, offset + 8), sequence(b, offset), now)) {
      statistics.arrived(timestamp(b, offset), length, now);
      place(b, offset, header, end, now);
    }
    release(now);
  }

  /** Bytes before the payload, -1 if it is no RTP packet. */
  public static int headerSize(byte[] b, int offset, int length) {
    if (length < HEADER || (b[offset] & 0xC0) != 0x80) {
      return -1;
    }
    int size = HEADER + 4 * (b[offset] & 0x0F);
    if ((b[offset] & 0x10) != 0) {
      if (length < size + 4) {
        return -1;
      }
      size += 4 + 4 * ((b[offset + size + 2] & 0xFF) << 8 | b[offset + size + 3] & 0xFF);
    }
    return size <= length ? size : -1;
  }

  private static int payloadEnd(byte[] b, int offset, int length, int header) {
    int padding = (b[offset] & 0x20) != 0 ? b[offset + length - 1] & 0xFF : 0;
    return padding > length - header ? -1 : offset + length - padding;
  }

  /** Whether the packet is of the sender that is listened to; takes on a new one. */
  private boolean accept(int itsSsrc, int sequence, long now) {
    boolean silent = now - lastArrival >= SILENT_NANOS;
    if (!started) {
      begin(itsSsrc, sequence);
    } else if (itsSsrc != ssrc) {
      if (!silent) {
        statistics.strangers++;
        return false;
      }
      restart(itsSsrc, sequence);
    } else {
      int step = (short) (sequence - (int) statistics.highest());
      boolean odd = step > MAX_DROPOUT || step < -MAX_DROPOUT;
      if (odd && !silent && sequence != oddSequence) {
        oddSequence = (sequence + 1) & 0xFFFF; // a second one in line makes it a new beginning
        statistics.malformed++;
        return false;
      }
      if (odd || silent && step < -CAPACITY) {
        restart(itsSsrc, sequence);
      }
    }
    lastArrival = now;
    return true;
  }

  private void begin(int itsSsrc, int sequence) {
    started = true;
    ssrc = itsSsrc;
    // one round up, so that what comes before the first is not negative
    next = sequence + 0x10000L;
    statistics.begin(itsSsrc, next);
    oddSequence = -1;
  }

  private void restart(int itsSsrc, int sequence) {
    flush();
    statistics.restarts++;
    begin(itsSsrc, sequence);
    lossBefore = false;
    sink.restarted();
  }

  private void place(byte[] b, int offset, int header, int end, long now) {
    long highest = statistics.highest();
    long extended = highest + (short) (sequence(b, offset) - (int) highest);
    statistics.sequence(extended);
    if (extended < next) {
      statistics.late(extended, next);
      return;
    }
    while (extended - next >= CAPACITY) {
      step();
    }
    if (extended == next) {
      deliver(b, offset, header, end, now);
      next++;
      drain();
    } else if (waiting[(int) extended & CAPACITY - 1] == null) {
      byte[] copy = Arrays.copyOfRange(b, offset, end);
      waiting[(int) extended & CAPACITY - 1] = new Waiting(copy, now);
      waitingCount++;
      statistics.reordered++;
    } else {
      statistics.duplicates++;
    }
  }

  private void deliver(byte[] b, int offset, int header, int end, long arrival) {
    sink.payload(
        b,
        offset + header,
        end - offset - header,
        b[offset + 1] & 0x7F,
        timestamp(b, offset),
        (b[offset + 1] & 0x80) != 0,
        lossBefore,
        arrival);
    lossBefore = false;
  }

  /** Delivers what waits at {@link #next}, or gives it up. */
  private void step() {
    Waiting packet = waiting[(int) next & CAPACITY - 1];
    if (packet == null) {
      lossBefore = true;
      statistics.lost++;
    } else {
      waiting[(int) next & CAPACITY - 1] = null;
      waitingCount--;
      byte[] b = packet.packet;
      deliver(b, 0, headerSize(b, 0, b.length), b.length, packet.arrival);
    }
    next++;
  }

  private void drain() {
    while (waitingCount > 0 && waiting[(int) next & CAPACITY - 1] != null) {
      step();
    }
  }

  private void flush() {
    while (waitingCount > 0) {
      step();
    }
  }

  /** Gives up what has been waited for long enough. */
  private void release(long now) {
    while (waitingCount > 0 && now >= oldestDue()) {
      while (waiting[(int) next & CAPACITY - 1] == null) {
        step();
      }
      drain();
    }
  }

  private long oldestDue() {
    for (long at = next; ; at++) {
      Waiting packet = waiting[(int) at & CAPACITY - 1];
      if (packet != null) {
        return packet.arrival + patienceNanos;
      }
    }
  }

  /** To be called at {@link #nextTimeout}. */
  public void handleTimeout(long now) {
    release(now);
  }

  /** When a missing packet will be given up; {@link Long#MAX_VALUE} if none is missing. */
  public long nextTimeout() {
    return waitingCount == 0 ? Long.MAX_VALUE : oldestDue();
  }

  /**
   * Sequence numbers missing now, the oldest first, at most as many as there is room for.
   *
   * @return how many were written
   */
  public int missing(int[] into) {
    int count = 0;
    int left = waitingCount;
    for (long at = next; left > 0 && count < into.length; at++) {
      if (waiting[(int) at & CAPACITY - 1] == null) {
        into[count++] = (int) at & 0xFFFF;
      } else {
        left--;
      }
    }
    return count;
  }

  /** Whether a packet has come, and {@link #ssrc} means something. */
  public boolean started() {
    return started;
  }

  /** Of the sender listened to. */
  public int ssrc() {
    return ssrc;
  }

  public ReceptionStatistics statistics() {
    return statistics;
  }

  private static int sequence(byte[] b, int offset) {
    return (b[offset + 2] & 0xFF) << 8 | b[offset + 3] & 0xFF;
  }

  private static int timestamp(byte[] b, int offset) {
    return int32(b, offset + 4);
  }

  private static int int32(byte[] b, int at) {
    return (b[at] & 0xFF) << 24
        | (b[at + 1] & 0xFF) << 16
        | (b[at + 2] & 0xFF) << 8
        | (b[at + 3] & 0xFF);
  }
}
