/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.SampleEntry;

/**
 * Writes a progressive MP4 file, index first, from samples that lie in other files: any of the
 * codecs the store plays, several tracks of each kind. A chunk holds at most a second.
 */
public final class Mp4Writer {
  private static final int MOVIE_TIMESCALE = 1000;

  /**
   * One track to write.
   *
   * @param entry the format, with its configuration
   * @param language BCP 47 tag, null if not known
   * @param duration of each sample, in units of the timescale
   */
  public record Source(
      SampleEntry entry,
      String language,
      long timescale,
      MappedFile file,
      long[] offsets,
      int[] sizes,
      long[] durations,
      boolean[] sync) {
    boolean isVideo() {
      return entry.opus() == null;
    }

    long duration() {
      long sum = 0;
      for (long duration : durations) {
        sum += duration;
      }
      return sum;
    }
  }

  /** Samples [from, to) of one track, together in the file. */
  private record Chunk(int track, int from, int to, double time) {}

  private final List<Source> sources;
  private final List<Chunk> chunks = new ArrayList<>();

  private Mp4Writer(List<Source> sources) {
    this.sources = sources;
    for (int track = 0; track < sources.size(); track++) {
      cut(track, sources.get(track));
    }
    chunks.sort(Comparator.comparingDouble(Chunk::time).thenComparingInt(Chunk::track));
  }

  /**
   * @throws ContentException if a source's samples cannot be read
   */
  public static void write(Path target, List<Source> sources) throws IOException, ContentException {
    new Mp4Writer(List.copyOf(sources)).write(target);
  }

  private void cut(int track, Source source) {
    long time = 0;
    int from = 0;
    long chunkStart = 0;
    for (int i = 0; i < source.sizes().length; i++) {
      time += source.durations()[i];
      if (time - chunkStart >= source.timescale() || i + 1 == source.sizes().length) {
        chunks.add(new Chunk(track, from, i + 1, (double) chunkStart / source.timescale()));
        from = i + 1;
        chunkStart = time;
      }
    }
  }

  private void write(Path target) throws IOException, ContentException {
    byte[] head = head(0); // once to learn its length: offsets have a fixed width
    head = head(head.length);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      out.write(head);
      for (Chunk chunk : chunks) {
        Source source = sources.get(chunk.track());
        for (int i = chunk.from(); i < chunk.to(); i++) {
          byte[] sample = new byte[source.sizes()[i]];
          source.file().read(source.offsets()[i], sample, 0, sample.length);
          out.write(sample);
        }
      }
    }
  }

  /** Everything before the first sample: ftyp, moov, and the header of mdat. */
  private byte[] head(long dataStart) {
    BoxWriter file = new BoxWriter();
    file.box(
        "ftyp", box -> box.fourCc("isom").u32(0x200).fourCc("isom").fourCc("iso2").fourCc("mp41"));
    file.box("moov", moov -> movie(moov, dataStart));
    long data =
        8 + sources.stream().flatMapToInt(s -> Arrays.stream(s.sizes())).asLongStream().sum();
    if (data >= 1L << 32) {
      throw new IllegalArgumentException("more than 4 GB of samples");
    }
    return file.u32(data).fourCc("mdat").toByteArray();
  }

  private void movie(BoxWriter moov, long dataStart) {
    long duration = 0;
    for (Source source : sources) {
      duration = Math.max(duration, inMovieTime(source));
    }
    long movieDuration = duration;
    moov.fullBox(
        "mvhd",
        0,
        box -> {
          box.zeros(8).u32(MOVIE_TIMESCALE).u32(movieDuration).u32(0x10000).u16(0x100).zeros(10);
          box.matrix();
          box.zeros(24).u32(sources.size() + 1L);
        });
    for (int i = 0; i < sources.size(); i++) {
      int track = i;
      moov.box("trak", trak -> track(trak, track, dataStart));
    }
  }

  private static long inMovieTime(Source source) {
    return source.duration() * MOVIE_TIMESCALE / source.timescale();
  }

  private void track(BoxWriter trak, int track, long dataStart) {
    Source source = sources.get(track);
    trak.fullBox(
        "tkhd",
        3, // enabled, in movie
        box -> {
          box.zeros(8).u32(track + 1L).zeros(4).u32(inMovieTime(source)).zeros(12);
          box.u16(source.isVideo() ? 0 : 0x100).zeros(2);
          box.matrix();
          box.u32((long) source.entry().width() << 16).u32((long) source.entry().height() << 16);
        });
    trak.box(
        "mdia",
        mdia -> {
          mdia.fullBox(
              "mdhd",
              0,
              box ->
                  box.zeros(8)
                      .u32(source.timescale())
                      .u32(source.duration())
                      .u16(TrackLanguage.pack(source.language()))
                      .zeros(2));
          if (source.language() != null) {
            mdia.fullBox("elng", 0, box -> box.text(source.language()));
          }
          mdia.fullBox(
              "hdlr", 0, box -> box.zeros(4).fourCc(source.isVideo() ? "vide" : "soun").zeros(13));
          mdia.box("minf", minf -> mediaInformation(minf, source, track, dataStart));
        });
  }

  private void mediaInformation(BoxWriter minf, Source source, int track, long dataStart) {
    if (source.isVideo()) {
      minf.fullBox("vmhd", 1, box -> box.zeros(8));
    } else {
      minf.fullBox("smhd", 0, box -> box.zeros(4));
    }
    minf.box(
        "dinf", dinf -> dinf.fullBox("dref", 0, dref -> dref.u32(1).fullBox("url ", 1, box -> {})));
    minf.box(
        "stbl",
        stbl -> {
          stbl.fullBox("stsd", 0, box -> SampleEntryWriter.write(box.u32(1), source.entry()));
          times(stbl, source);
          stbl.fullBox("stsz", 0, box -> sizes(box, source));
          places(stbl, track, dataStart);
        });
  }

  private static void sizes(BoxWriter box, Source source) {
    box.u32(0).u32(source.sizes().length);
    for (int size : source.sizes()) {
      box.u32(size);
    }
  }

  private static void times(BoxWriter stbl, Source source) {
    List<long[]> runs = new ArrayList<>();
    for (long duration : source.durations()) {
      if (runs.isEmpty() || runs.get(runs.size() - 1)[1] != duration) {
        runs.add(new long[] {0, duration});
      }
      runs.get(runs.size() - 1)[0]++;
    }
    stbl.fullBox(
        "stts",
        0,
        box -> {
          box.u32(runs.size());
          runs.forEach(run -> box.u32(run[0]).u32(run[1]));
        });
    List<Integer> sync = new ArrayList<>();
    for (int i = 0; i < source.sync().length; i++) {
      if (source.sync()[i]) {
        sync.add(i + 1);
      }
    }
    if (sync.size() < source.sync().length) {
      stbl.fullBox(
          "stss",
          0,
          box -> {
            box.u32(sync.size());
            sync.forEach(box::u32);
          });
    }
  }

  private void places(BoxWriter stbl, int track, long dataStart) {
    List<Chunk> mine = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    long at = dataStart;
    for (Chunk chunk : chunks) {
      if (chunk.track() == track) {
        mine.add(chunk);
        offsets.add(at);
      }
      for (int i = chunk.from(); i < chunk.to(); i++) {
        at += sources.get(chunk.track()).sizes()[i];
      }
    }
    stbl.fullBox(
        "stsc",
        0,
        box -> {
          box.u32(mine.size());
          for (int i = 0; i < mine.size(); i++) {
            box.u32(i + 1L).u32(mine.get(i).to() - mine.get(i).from()).u32(1);
          }
        });
    stbl.fullBox(
        "stco",
        0,
        box -> {
          box.u32(offsets.size());
          offsets.forEach(box::u32);
        });
  }
}
