/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.castbridge.media.film.Track;
import org.castbridge.media.negotiation.NegotiatedTrack;
import org.castbridge.media.payload.UnitAssembler;
import org.castbridge.media.rtcp.RtcpPacket;

/** Puts one RTP stream in order, notes what is missing, and puts access units together. */
final class StreamReceiver {
  private static final long FIRST_REQUEST_NANOS = 10_000_000;
  private static final long START_NANOS = 10_000_000;
  private static final long REPEAT_REQUEST_NANOS = 80_000_000;

  private record Packet(int timestamp, boolean marker, byte[] payload) {}

  private final Track track;
  private final NegotiatedTrack negotiated;
  private final UnitAssembler depacketiser;
  private final Consumer<SyntheticViewer.Received> units;
  private final TreeMap<Long, Packet> waiting = new TreeMap<>();
  private final TreeMap<Long, Long> missing = new TreeMap<>();
  private long highest = -1;
  private long next = -1;
  private long playFrom;
  private long everMissing;
  private long late;
  private final Set<Long> restored = new HashSet<>();
  private long lastTimestamp = Long.MIN_VALUE;
  private long backwards;
  private RtcpPacket.SenderReport lastReport;
  private long lastReportAt;

  StreamReceiver(
      Track track, NegotiatedTrack negotiated, Consumer<SyntheticViewer.Received> units) {
    this.track = track;
    this.negotiated = negotiated;
    this.depacketiser = UnitAssembler.of(negotiated.codec());
    this.units = units;
  }

  void packet(
      int sequence, int timestamp, boolean marker, byte[] payload, boolean repeated, long now) {
    if (highest < 0) {
      highest = 65536L + sequence;
      next = highest;
      playFrom = now + START_NANOS;
    }
    long extended = highest + (short) (sequence - highest);
    for (long lost = highest + 1; lost < extended; lost++) {
      missing.put(lost, now + FIRST_REQUEST_NANOS);
      everMissing++;
    }
    highest = Math.max(highest, extended);
    boolean wasMissing = missing.remove(extended) != null;
    if (repeated) {
      restored.add(extended);
    } else if (wasMissing || restored.remove(extended)) {
      late++;
    }
    if (now < playFrom) {
      next = Math.min(next, extended); // the very first packets may have been reordered
    }
    if (extended < next || waiting.containsKey(extended)) {
      return;
    }
    waiting.put(extended, new Packet(timestamp, marker, payload));
    while (now >= playFrom) {
      Packet packet = waiting.remove(next);
      if (packet == null
          && track == Track.AUDIO
          && !waiting.isEmpty()
          && waiting.lastKey() > next + 20) {
        next = waiting.firstKey(); // sound that is lost is lost
        continue;
      }
      if (packet == null) {
        return;
      }
      next++;
      play(packet, now);
    }
  }

  private void play(Packet packet, long now) {
    long unwrapped =
        lastTimestamp == Long.MIN_VALUE
            ? packet.timestamp()
            : lastTimestamp + (packet.timestamp() - (int) lastTimestamp);
    if (lastTimestamp != Long.MIN_VALUE && unwrapped < lastTimestamp) {
      backwards++;
    }
    lastTimestamp = unwrapped;
    byte[] unit = depacketiser.feed(packet.payload(), packet.marker() || track == Track.AUDIO);
    if (unit != null) {
      units.accept(new SyntheticViewer.Received(track, packet.timestamp(), unit, now));
    }
  }

  List<Integer> toRequest(long now) {
    List<Integer> due = new ArrayList<>();
    missing.replaceAll(
        (sequence, at) -> {
          if (at > now || due.size() >= 200) {
            return at;
          }
          due.add((int) (sequence & 0xFFFF));
          return now + REPEAT_REQUEST_NANOS;
        });
    return due;
  }

  void reported(RtcpPacket.SenderReport report, long now) {
    lastReport = report;
    lastReportAt = now;
  }

  byte[] receiverReport(long now) {
    return RtcpBytes.receiverReport(
        1,
        negotiated.ssrc(),
        (int) (everMissing - late), // what was repeated was lost (RFC 3550 section 6.4.1)
        highest,
        lastReport == null ? 0 : (int) (lastReport.ntpTimestamp() >>> 16),
        lastReport == null ? 0 : (now - lastReportAt) * 65536 / 1_000_000_000L);
  }

  boolean started() {
    return highest >= 0;
  }

  int missingNow() {
    return missing.size();
  }

  long everMissing() {
    return everMissing;
  }

  void assertNeverBackwards() {
    assertThat(backwards).as("steps backwards in RTP time of %s", track).isZero();
  }
}
