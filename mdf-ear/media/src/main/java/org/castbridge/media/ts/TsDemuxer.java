/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.live.PictureAssembler;
import org.castbridge.media.live.PictureGate;
import org.castbridge.media.live.SourceProblem;
import org.castbridge.media.live.SourceSink;

/**
 * Takes one programme out of a transport stream (ISO/IEC 13818-1): the first picture in H.264 or
 * H.265 and all sound in Opus. Never throws, whatever comes; memory is bounded. For one thread.
 */
public final class TsDemuxer {
  /** Bytes of a transport packet. */
  public static final int PACKET = 188;

  /** More languages than this are not shown. */
  static final int MAX_AUDIO = 8;

  private static final int SYNC = 0x47;
  private static final int PIDS = 1 << 13;
  private static final int NULL_PID = PIDS - 1;
  private static final int RTP_MP2T = 33;
  private static final int RTP_HEADER = 12;

  private final int wantedProgram;
  private final SourceSink sink;
  private final PictureGate gate;
  private final TsStream[] streams = new TsStream[PIDS];
  private final TimestampUnwrap clock = new TimestampUnwrap();
  private final TsStream association;
  private byte[] currentMap;
  private int program = -1;
  private int mapPid = -1;
  private long packets;
  private long malformed;
  private long discontinuities;
  private long damagedBefore;
  private long foreign;
  private long scrambled;

  /** Takes the first programme there is. */
  public TsDemuxer(SourceSink sink) {
    this(sink, 0);
  }

  /**
   * @param program program_number, 0 for the first there is
   */
  public TsDemuxer(SourceSink sink, int program) {
    this.sink = sink;
    this.gate = new PictureGate(sink);
    this.wantedProgram = program;
    this.association = TsStream.ofSections(new SectionAssembler(this::takeAssociation));
    streams[0] = association;
  }

  /** Takes a datagram of whole transport packets, bare or behind an RTP header (RFC 2250). */
  public void handle(byte[] b, int offset, int length, long now) {
    gate.arrived(now);
    int at = offset + rtpHeader(b, offset, length);
    int end = offset + length;
    for (; end - at >= PACKET; at += PACKET) {
      packets++;
      if (b[at] != SYNC || (b[at + 1] & 0x80) != 0) {
        malformed++;
      } else {
        packet(b, at);
      }
    }
    if (at != end) {
      malformed++;
    }
  }

  private static int rtpHeader(byte[] b, int offset, int length) {
    boolean rtp =
        length % PACKET >= RTP_HEADER
            && (b[offset] & 0xC0) == 0x80
            && (b[offset + 1] & 0x7F) == RTP_MP2T;
    return rtp ? length % PACKET : 0;
  }

  private void packet(byte[] b, int at) {
    int pid = (b[at + 1] & 0x1F) << 8 | b[at + 2] & 0xFF;
    TsStream stream = streams[pid];
    if (stream == null || pid == NULL_PID) {
      foreign++;
      return;
    }
    if ((b[at + 3] & 0xC0) != 0) {
      scrambled++;
      return;
    }
    boolean adaptation = (b[at + 3] & 0x20) != 0;
    boolean payload = (b[at + 3] & 0x10) != 0;
    int size = adaptation ? 1 + (b[at + 4] & 0xFF) : 0;
    if (size > PACKET - 4 || !payload && !adaptation) {
      malformed++;
      return;
    }
    boolean announced = size > 1 && (b[at + 5] & 0x80) != 0;
    if (!payload) {
      return; // the continuity counter stands still (section 2.4.3.3)
    }
    switch (stream.continuity(b[at + 3] & 0x0F, announced)) {
      case DUPLICATE -> {
        return;
      }
      case GAP -> {
        discontinuities++;
        stream.lose();
      }
      case CONTINUOUS -> {
        // as it should be
      }
    }
    stream.handle(b, at + 4 + size, at + PACKET, (b[at + 1] & 0x40) != 0);
  }

  private void takeAssociation(byte[] section) {
    for (ProgramTables.Program p : ProgramTables.programs(section)) {
      if (wantedProgram == 0 || p.number() == wantedProgram) {
        if (p.number() != program || p.mapPid() != mapPid) {
          follow(p);
        }
        return;
      }
    }
  }

  private void follow(ProgramTables.Program p) {
    forgetStreams();
    program = p.number();
    mapPid = p.mapPid();
    if (mapPid > 0 && mapPid < NULL_PID) {
      streams[mapPid] = TsStream.ofSections(new SectionAssembler(this::takeMap));
    }
  }

  private void forgetStreams() {
    damagedBefore = damaged();
    Arrays.fill(streams, null);
    streams[0] = association;
    currentMap = null;
  }

  private void takeMap(byte[] section) {
    if (Arrays.equals(section, currentMap)) {
      return;
    }
    List<StreamEntry> entries = ProgramTables.streams(section, program);
    if (entries == null) {
      return;
    }
    TsStream map = streams[mapPid];
    forgetStreams();
    streams[mapPid] = map;
    currentMap = section;
    gate.lost();
    takePicture(entries);
    takeSound(entries);
  }

  private void takePicture(List<StreamEntry> entries) {
    StreamEntry foreignPicture = null;
    for (StreamEntry e : entries) {
      Codec codec =
          switch (e.kind()) {
            case H264 -> Codec.H264;
            case H265 -> Codec.H265;
            default -> null;
          };
      if (codec != null && isFree(e.pid())) {
        PictureAssembler pictures = new PictureAssembler(codec, gate);
        streams[e.pid()] =
            TsStream.ofPes(
                new PesAssembler(
                    (b, length, pts) -> pictures.handle(b, 0, length, clock.toMicros(pts))),
                gate::lost);
        sink.problem(SourceProblem.VIDEO_CODEC, null);
        return;
      }
      if (e.kind() == StreamEntry.Kind.OTHER_VIDEO) {
        foreignPicture = e;
      }
    }
    if (foreignPicture != null) {
      sink.problem(
          SourceProblem.VIDEO_CODEC,
          "The picture is "
              + foreignPicture.words()
              + ", which browsers do not play over WebRTC; send H.264 without B-frames.");
    }
  }

  private void takeSound(List<StreamEntry> entries) {
    List<String> others = new ArrayList<>();
    int index = 0;
    for (StreamEntry e : entries) {
      if (e.kind() == StreamEntry.Kind.OPUS && index < MAX_AUDIO && isFree(e.pid())) {
        OpusStream opus = new OpusStream(index, sink);
        streams[e.pid()] =
            TsStream.ofPes(
                new PesAssembler((b, length, pts) -> opus.handle(b, length, clock.toMicros(pts))),
                () -> {});
        sink.audioFormat(index, new FilmInfo.Audio(Codec.OPUS, e.channels(), e.language()));
        index++;
      } else if (e.isAudio()) {
        others.add(e.words());
      }
    }
    sink.problem(
        SourceProblem.AUDIO_CODEC,
        others.isEmpty() || index > 0
            ? null
            : "The sound is "
                + others.get(0)
                + ", which browsers do not play over WebRTC; send Opus (ffmpeg: -c:a libopus).");
  }

  private boolean isFree(int pid) {
    return pid > 0x0F && pid < NULL_PID && streams[pid] == null;
  }

  private long damaged() {
    long sum = damagedBefore;
    for (TsStream stream : streams) {
      sum += stream == null ? 0 : stream.damaged();
    }
    return sum;
  }

  public TsCounters counters() {
    return new TsCounters(packets, malformed, discontinuities, damaged(), foreign, scrambled);
  }
}
