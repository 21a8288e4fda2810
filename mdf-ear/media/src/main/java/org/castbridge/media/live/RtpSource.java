/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;
import org.castbridge.media.payload.Depacketiser;
import org.castbridge.media.payload.ReceivedUnit;
import org.castbridge.media.rtcp.RtcpException;
import org.castbridge.media.rtcp.RtcpPacket;
import org.castbridge.media.rtcp.RtcpParser;

/**
 * A source that sends RTP: a stream for the picture and one for each sound, made into access units
 * on one time line. Never throws, whatever comes; memory is bounded. For one thread.
 */
public final class RtpSource {
  /** What a stream is. */
  public record Format(
      Codec codec, int payloadType, int channels, String language, List<byte[]> parameterSets) {
    /** A picture whose parameter sets come in the stream. */
    public static Format video(Codec codec, int payloadType) {
      return new Format(codec, payloadType, 0, null, List.of());
    }

    public static Format audio(Codec codec, int payloadType, int channels) {
      return new Format(codec, payloadType, channels, null, List.of());
    }
  }

  private final PictureGate gate;
  private final SourceClock clock = new SourceClock();
  private final List<Stream> streams = new ArrayList<>();
  private long badReports;

  /**
   * @param patienceNanos how long a missing packet is waited for
   */
  public RtpSource(List<Format> formats, long patienceNanos, SourceSink sink) {
    gate = new PictureGate(sink);
    int sounds = 0;
    for (Format format : formats) {
      int index = format.codec().track() == Track.AUDIO ? sounds++ : -1;
      Stream stream = new Stream(format, index, patienceNanos);
      streams.add(stream);
      if (index >= 0) {
        gate.audioFormat(
            index, new FilmInfo.Audio(format.codec(), format.channels(), format.language()));
      }
    }
  }

  /** Takes an RTP packet of a stream, in the clear. */
  public void rtp(int stream, byte[] b, int offset, int length, long now) {
    gate.arrived(now);
    streams.get(stream).receiver.handle(b, offset, length, now);
  }

  /** Takes a compound RTCP packet; its sender reports put the streams in step. */
  public void rtcp(byte[] b, int offset, int length, long now) {
    try {
      for (RtcpPacket packet : RtcpParser.parse(b, offset, length)) {
        if (packet instanceof RtcpPacket.SenderReport report) {
          report(report, now);
        }
      }
    } catch (RtcpException e) {
      badReports++;
    }
  }

  private void report(RtcpPacket.SenderReport report, long now) {
    for (Stream stream : streams) {
      if (stream.receiver.started() && stream.receiver.ssrc() == report.ssrc()) {
        stream.time.report(report.ntpTimestamp(), report.rtpTimestamp());
        stream.receiver.statistics().senderReport((int) (report.ntpTimestamp() >>> 16), now);
      }
    }
  }

  /** To be called at {@link #nextTimeout}. */
  public void handleTimeout(long now) {
    gate.arrived(now);
    streams.forEach(stream -> stream.receiver.handleTimeout(now));
  }

  /** When a missing packet will be given up; {@link Long#MAX_VALUE} if none is missing. */
  public long nextTimeout() {
    long next = Long.MAX_VALUE;
    for (Stream stream : streams) {
      next = Math.min(next, stream.receiver.nextTimeout());
    }
    return next;
  }

  /** Whether the encoder should be asked for a key frame. */
  public boolean wantsKeyFrame() {
    return gate.wantsKeyFrame();
  }

  public int size() {
    return streams.size();
  }

  public RtpReceiver receiver(int stream) {
    return streams.get(stream).receiver;
  }

  /** Access units that did not come in whole. */
  public long incomplete() {
    return streams.stream().mapToLong(s -> s.units.dropped()).sum();
  }

  /** Packets that were none of their stream's, and reports that were none. */
  public long malformed() {
    return badReports + streams.stream().mapToLong(s -> s.foreign + s.units.malformed()).sum();
  }

  private final class Stream implements RtpReceiver.Sink {
    private final Format format;
    private final int audioIndex;
    private final RtpReceiver receiver;
    private final SourceClock.Stream time;
    private final Depacketiser units;
    private List<byte[]> announcedSets;
    private FilmInfo.Video announced;
    private long foreign;

    Stream(Format format, int audioIndex, long patienceNanos) {
      this.format = format;
      this.audioIndex = audioIndex;
      this.receiver = new RtpReceiver(format.codec().clockRate(), patienceNanos, this);
      this.time = clock.stream(format.codec().clockRate());
      this.units = Depacketiser.of(format.codec());
    }

    @Override
    public void payload(
        byte[] b,
        int offset,
        int length,
        int payloadType,
        int timestamp,
        boolean marker,
        boolean lossBefore,
        long arrival) {
      if (payloadType != format.payloadType()) {
        foreign++;
        return;
      }
      units.handle(b, offset, length, timestamp, marker, lossBefore);
      for (ReceivedUnit unit = units.poll(); unit != null; unit = units.poll()) {
        take(unit, arrival);
      }
    }

    private void take(ReceivedUnit unit, long arrival) {
      long ptsUs = time.toMicros(unit.timestamp(), arrival);
      if (audioIndex >= 0) {
        gate.audio(audioIndex, unit.at(Track.AUDIO, ptsUs));
        return;
      }
      if (unit.afterLoss()) {
        gate.lost();
      }
      if (unit.sync()) {
        announce(unit);
      }
      if (announced != null) {
        gate.video(unit.at(Track.VIDEO, ptsUs));
      }
    }

    private void announce(ReceivedUnit unit) {
      List<byte[]> sets =
          unit.parameterSets().isEmpty() ? format.parameterSets() : unit.parameterSets();
      if (announced != null && sets == announcedSets && !sets.isEmpty()) {
        return;
      }
      Optional<FilmInfo.Video> read = PictureFormat.of(format.codec(), unit.data(), sets);
      if (read.isPresent() && !read.get().equals(announced)) {
        announced = read.get();
        announcedSets = sets;
        gate.videoFormat(announced);
      }
    }

    @Override
    public void restarted() {
      time.restart();
      if (audioIndex < 0) {
        gate.lost();
      }
    }
  }
}
