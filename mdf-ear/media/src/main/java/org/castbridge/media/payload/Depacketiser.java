/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.castbridge.media.film.Codec;

/**
 * From RTP payloads to access units: the receiving end of the payload formats, for live RTP and
 * encoders. A unit of which something is missing or malformed is dropped. Memory is bounded
 * whatever comes. Not for several threads.
 */
public abstract sealed class Depacketiser
    permits NalDepacketiser, Vp8Depacketiser, Vp9Depacketiser, Av1Depacketiser, OpusDepacketiser {
  /** Bytes of an access unit; the largest key frames have a few hundred thousand. */
  static final int MAX_UNIT = 4 << 20;

  /** Units that may wait for {@link #poll()}. */
  private static final int MAX_WAITING = 32;

  /** The unit that is being put together. */
  final ByteSink sink = new ByteSink(MAX_UNIT);

  /** Decoding may start at the unit that is being put together. */
  boolean sync;

  private final Deque<ReceivedUnit> done = new ArrayDeque<>();
  private boolean open;
  private boolean broken;
  private boolean lost;
  private int timestamp;
  private long malformed;
  private long dropped;

  public static Depacketiser of(Codec codec) {
    return switch (codec) {
      case H264 -> new H264Depacketiser();
      case H265 -> new H265Depacketiser();
      case VP8 -> new Vp8Depacketiser();
      case VP9 -> new Vp9Depacketiser();
      case AV1 -> new Av1Depacketiser();
      case OPUS -> new OpusDepacketiser();
    };
  }

  /**
   * Takes the payload of the next packet, in order of sequence numbers. Never throws.
   *
   * @param timestamp of the packet, 32 bits
   * @param lossBefore packets before this one will not come any more
   */
  public final void handle(
      byte[] b, int offset, int length, int timestamp, boolean marker, boolean lossBefore) {
    if (lossBefore) {
      lost = true;
    }
    if (open && (timestamp != this.timestamp || alone())) {
      broken |= lossBefore;
      finish();
    }
    if (length > 0) {
      if (!open) {
        begin(timestamp);
        broken = lossBefore && !startsUnit(b, offset, length);
      } else {
        broken |= lossBefore;
      }
      if (!broken && !(append(b, offset, length) && sink.fits())) {
        malformed++;
        broken = true;
      }
    }
    if (open && (marker || alone())) {
      finish();
    }
  }

  private void begin(int first) {
    open = true;
    timestamp = first;
    sync = false;
    sink.clear();
    reset();
  }

  private void finish() {
    open = false;
    boolean whole = !broken && complete();
    broken = false;
    if (!whole) {
      dropped++;
      lost = true;
    } else if (sink.size() > 0) {
      emit();
    }
    sink.clear();
  }

  private void emit() {
    if (done.size() == MAX_WAITING) {
      done.remove();
      dropped++;
    }
    done.add(new ReceivedUnit(timestamp, sync, lost, sink.toByteArray(), parameterSets()));
    lost = false;
  }

  /** The next unit that is complete; null if there is none. */
  public final ReceivedUnit poll() {
    return done.poll();
  }

  /** H.264 and H.265: the parameter sets that came last, in sending order; else empty. */
  public List<byte[]> parameterSets() {
    return List.of();
  }

  /** Packets that were no payload of this format. */
  public final long malformed() {
    return malformed;
  }

  /** Access units that did not come in whole. */
  public final long dropped() {
    return dropped;
  }

  /** If each packet is a unit by itself. */
  boolean alone() {
    return false;
  }

  /** If a unit may begin with this payload, as far as can be told. */
  abstract boolean startsUnit(byte[] b, int offset, int length);

  /** A new unit begins: forget what is left of the one before. */
  abstract void reset();

  /**
   * Adds a payload, of at least one byte, to the unit.
   *
   * @return false if it is malformed
   */
  abstract boolean append(byte[] b, int offset, int length);

  /** If nothing is begun that has not been ended. */
  abstract boolean complete();
}
