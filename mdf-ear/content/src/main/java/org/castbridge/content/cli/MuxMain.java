/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.MovieTrack;
import org.castbridge.content.container.SampleEntry;
import org.castbridge.content.container.SampleTable;
import org.castbridge.content.container.VpConfig;
import org.castbridge.content.ivf.IvfReader;
import org.castbridge.content.mp4.Mp4Reader;
import org.castbridge.content.mp4.Mp4Writer;

/**
 * {@code MuxMain PICTURE.ivf SOUND.mp4 OUT.mp4}: puts VP8 pictures and the Opus sound of an MP4
 * file into one MP4 file, nothing re-encoded.
 */
public final class MuxMain {
  private MuxMain() {}

  public static void main(String[] args) {
    if (args.length != 3) {
      System.err.println("usage: MuxMain PICTURE.ivf SOUND.mp4 OUT.mp4");
      System.exit(2);
    }
    try {
      mux(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    } catch (ContentException | IOException e) {
      System.err.println("mux: " + e.getMessage());
      System.exit(1);
    }
  }

  static void mux(Path picture, Path sound, Path target) throws IOException, ContentException {
    Mp4Writer.write(
        target, List.of(picture(MappedFile.open(picture)), sound(MappedFile.open(sound))));
  }

  private static Mp4Writer.Source picture(MappedFile file) throws ContentException {
    IvfReader ivf = IvfReader.read(file);
    if (!ivf.fourCc().equals("VP80")) {
      throw new ContentException("", 8, "the pictures are " + ivf.fourCc() + ", not VP8");
    }
    int count = ivf.frames().size();
    long[] offsets = new long[count];
    int[] sizes = new int[count];
    long[] durations = new long[count];
    boolean[] sync = new boolean[count];
    byte[] tag = new byte[1];
    for (int i = 0; i < count; i++) {
      IvfReader.Frame frame = ivf.frames().get(i);
      offsets[i] = frame.offset();
      sizes[i] = frame.size();
      durations[i] =
          i + 1 < count ? (ivf.frames().get(i + 1).time() - frame.time()) * ivf.unit() : ivf.unit();
      file.read(frame.offset(), tag, 0, 1);
      sync[i] = (tag[0] & 1) == 0; // RFC 6386 section 9.1: 0 is a key frame
    }
    SampleEntry entry = new SampleEntry("vp08", ivf.width(), ivf.height(), 0, VpConfig.VP8, 1);
    return new Mp4Writer.Source(
        entry, null, ivf.timescale(), file, offsets, sizes, durations, sync);
  }

  private static Mp4Writer.Source sound(MappedFile file) throws ContentException {
    MovieTrack track =
        Mp4Reader.read(file)
            .audio()
            .filter(audio -> audio.entry().opus() != null)
            .orElseThrow(() -> new ContentException("moov", 0, "no Opus sound"));
    SampleTable samples = track.samples();
    int count = samples.count();
    long[] offsets = new long[count];
    int[] sizes = new int[count];
    long[] durations = new long[count];
    boolean[] sync = new boolean[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = samples.offset(i);
      sizes[i] = samples.size(i);
      long next = i + 1 < count ? samples.decodeTime(i + 1) : samples.end();
      durations[i] = next - samples.decodeTime(i);
      sync[i] = true;
    }
    return new Mp4Writer.Source(
        track.entry(), track.language(), track.timescale(), file, offsets, sizes, durations, sync);
  }
}
