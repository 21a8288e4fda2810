/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import org.castbridge.content.container.SampleEntry;
import org.castbridge.media.film.AccessUnit;

/**
 * Writes fragmented MP4 (ISO/IEC 14496-12 section 8.8): a head, then fragments of a prft, a moof
 * and an mdat each. The prft (section 8.16.5) says at which time of day the first track's pictures
 * were made, so a fragment can be placed without anything else.
 */
public final class FragmentWriter {
  /** Units a second of picture tracks. */
  public static final int VIDEO_TIMESCALE = 1_000_000;

  /** Units a second of sound tracks. */
  public static final int AUDIO_TIMESCALE = 48_000;

  private static final int MOVIE_TIMESCALE = 1000;
  private static final int SYNC = 0x02000000; // depends on no other
  private static final int NOT_SYNC = 0x01010000; // depends on others, is no sync sample
  private static final int PRFT = 32;

  /** Seconds from 1900, where NTP counts from, to 1970. */
  private static final long NTP_EPOCH = 2_208_988_800L;

  private static final long ERA = 1L << 32;

  private FragmentWriter() {}

  /**
   * @param language BCP 47 tag, null if not known
   */
  public record Track(SampleEntry entry, String language) {
    boolean isVideo() {
      return entry.opus() == null;
    }

    long timescale() {
      return isVideo() ? VIDEO_TIMESCALE : AUDIO_TIMESCALE;
    }
  }

  /**
   * The samples of one track in a fragment.
   *
   * @param units in channel time
   * @param endUs when the last one ends
   */
  public record Run(int track, boolean video, List<AccessUnit> units, long endUs) {}

  /** The head of a file: ftyp and moov. Track numbers are 1 and up, in the list's order. */
  public static byte[] head(List<Track> tracks) {
    BoxWriter file = new BoxWriter();
    file.box("ftyp", box -> box.fourCc("iso6").u32(1).fourCc("iso6").fourCc("isom").fourCc("mp41"));
    file.box(
        "moov",
        moov -> {
          moov.fullBox("mvhd", 0, box -> movieHeader(box, tracks.size()));
          moov.box("mvex", mvex -> extensions(mvex, tracks.size()));
          for (int i = 0; i < tracks.size(); i++) {
            int number = i + 1;
            Track track = tracks.get(i);
            moov.box("trak", trak -> track(trak, number, track));
          }
        });
    return file.toByteArray();
  }

  /**
   * Where in the head the length of the whole is: 8 bytes, milliseconds. It stands there as zero,
   * which is "not known", until somebody writes it.
   */
  public static int durationAt(byte[] head) {
    for (int i = 0; i + 20 <= head.length; i++) {
      if (head[i] == 'm' && head[i + 1] == 'e' && head[i + 2] == 'h' && head[i + 3] == 'd') {
        return i + 8;
      }
    }
    throw new IllegalArgumentException("no mehd box");
  }

  private static void movieHeader(BoxWriter box, int tracks) {
    box.zeros(8).u32(MOVIE_TIMESCALE).u32(0).u32(0x10000).u16(0x100).zeros(10);
    box.matrix().zeros(24).u32(tracks + 1L);
  }

  private static void extensions(BoxWriter mvex, int tracks) {
    mvex.fullBox("mehd", 1 << 24, box -> box.u64(0));
    for (int i = 0; i < tracks; i++) {
      int number = i + 1;
      mvex.fullBox("trex", 0, box -> box.u32(number).u32(1).u32(0).u32(0).u32(0));
    }
  }

  private static void track(BoxWriter trak, int number, Track track) {
    trak.fullBox(
        "tkhd",
        3, // enabled, in movie
        box -> {
          box.zeros(8).u32(number).zeros(4).u32(0).zeros(8).zeros(2);
          // the renditions are alternatives, and so are the languages
          box.u16(track.isVideo() ? 1 : 2).u16(track.isVideo() ? 0 : 0x100).zeros(2);
          box.matrix();
          box.u32((long) track.entry().width() << 16).u32((long) track.entry().height() << 16);
        });
    trak.box(
        "mdia",
        mdia -> {
          int language = TrackLanguage.pack(track.language());
          mdia.fullBox(
              "mdhd", 0, box -> box.zeros(8).u32(track.timescale()).u32(0).u16(language).zeros(2));
          if (track.language() != null) {
            mdia.fullBox("elng", 0, box -> box.text(track.language()));
          }
          mdia.fullBox(
              "hdlr", 0, box -> box.zeros(4).fourCc(track.isVideo() ? "vide" : "soun").zeros(13));
          mdia.box("minf", minf -> mediaInformation(minf, track));
        });
  }

  private static void mediaInformation(BoxWriter minf, Track track) {
    if (track.isVideo()) {
      minf.fullBox("vmhd", 1, box -> box.zeros(8));
    } else {
      minf.fullBox("smhd", 0, box -> box.zeros(4));
    }
    minf.box(
        "dinf", dinf -> dinf.fullBox("dref", 0, dref -> dref.u32(1).fullBox("url ", 1, box -> {})));
    minf.box(
        "stbl",
        stbl -> {
          stbl.fullBox("stsd", 0, box -> SampleEntryWriter.write(box.u32(1), track.entry()));
          stbl.fullBox("stts", 0, box -> box.u32(0));
          stbl.fullBox("stsc", 0, box -> box.u32(0));
          stbl.fullBox("stsz", 0, box -> box.u32(0).u32(0));
          stbl.fullBox("stco", 0, box -> box.u32(0));
        });
  }

  /**
   * One fragment.
   *
   * @param sequence 1 and up
   * @param startUs channel time of the fragment, which is time of day
   * @param baseUs channel time that is zero in the file
   * @param runs not empty ones
   */
  public static ByteBuffer fragment(long sequence, long startUs, long baseUs, List<Run> runs) {
    BoxWriter head = head(sequence, startUs, baseUs, runs, 0);
    int data = head.size() - PRFT + 8; // from the moof's start
    head = head(sequence, startUs, baseUs, runs, data);
    long size = 8;
    for (Run run : runs) {
      for (AccessUnit unit : run.units()) {
        size += unit.data().length;
      }
    }
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(head.size() + size));
    out.put(head.toByteArray()).putInt((int) size).putInt(0x6d646174); // mdat
    for (Run run : runs) {
      for (AccessUnit unit : run.units()) {
        out.put(unit.data());
      }
    }
    return out.flip();
  }

  private static BoxWriter head(
      long sequence, long startUs, long baseUs, List<Run> runs, int dataOffset) {
    BoxWriter out = new BoxWriter();
    out.fullBox(
        "prft",
        1 << 24 | 24, // version 1; the time is when it was received
        box -> box.u32(1).u64(ntp(startUs)).u64(startUs - baseUs));
    out.box(
        "moof",
        moof -> {
          moof.fullBox("mfhd", 0, box -> box.u32(sequence));
          int at = dataOffset;
          for (Run run : runs) {
            int offset = at;
            moof.box("traf", traf -> run(traf, run, baseUs, offset));
            for (AccessUnit unit : run.units()) {
              at += unit.data().length;
            }
          }
        });
    return out;
  }

  private static void run(BoxWriter traf, Run run, long baseUs, int dataOffset) {
    traf.fullBox("tfhd", 0x20000, box -> box.u32(run.track() + 1L)); // default-base-is-moof
    long start = ticks(run.units().get(0).ptsUs() - baseUs, run.video());
    traf.fullBox("tfdt", 1 << 24, box -> box.u64(start));
    traf.fullBox(
        "trun",
        0x1 | 0x100 | 0x200 | (run.video() ? 0x400 : 0), // offset; duration, size, flags each
        box -> {
          box.u32(run.units().size()).u32(dataOffset);
          long time = start;
          for (int i = 0; i < run.units().size(); i++) {
            long end = i + 1 < run.units().size() ? run.units().get(i + 1).ptsUs() : run.endUs();
            long next = ticks(end - baseUs, run.video());
            box.u32(Math.max(1, next - time)).u32(run.units().get(i).data().length);
            if (run.video()) {
              box.u32(run.units().get(i).sync() ? SYNC : NOT_SYNC);
            }
            time = next;
          }
        });
  }

  /** In the track's timescale, to the nearest. */
  private static long ticks(long us, boolean video) {
    return video ? us : Math.floorDiv(us * AUDIO_TIMESCALE + 500_000, 1_000_000L);
  }

  /** Microseconds since 1970 as an NTP timestamp (RFC 5905 section 6). */
  static long ntp(long us) {
    long seconds = Math.floorDiv(us, 1_000_000L) + NTP_EPOCH;
    long fraction = (Math.floorMod(us, 1_000_000L) * ERA + 999_999) / 1_000_000;
    return seconds << 32 | fraction;
  }

  /** The other way round; seconds before 1968 are taken for those after 2036. */
  static long ofNtp(long ntp) {
    long seconds = ntp >>> 32;
    seconds += seconds < ERA / 2 ? ERA : 0;
    return (seconds - NTP_EPOCH) * 1_000_000 + ((ntp & ERA - 1) * 1_000_000 >>> 32);
  }
}
