/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.castbridge.content.ContentException;
import org.castbridge.content.TestMedia;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Mp4WriterTest {
  @TempDir Path dir;

  @Test
  void writesWhatTheReaderReads() throws Exception {
    MappedFile source = MappedFile.open(TestMedia.file("vp8.ivf"));
    IvfReader ivf = IvfReader.read(source);
    int count = ivf.frames().size();
    assertThat(count).isEqualTo(150);
    long[] durations = new long[count];
    boolean[] sync = new boolean[count];
    for (int i = 0; i < count; i++) {
      durations[i] = i % 7 + 1; // irregular, to see the runs
      sync[i] = i % 25 == 0;
    }
    SampleEntry entry = new SampleEntry("vp08", ivf.width(), ivf.height(), 0, null, null, 1);
    Mp4Writer.Source video =
        new Mp4Writer.Source(
            entry,
            ivf.timescale(),
            source,
            ivf.frames().stream().mapToLong(IvfReader.Frame::offset).toArray(),
            ivf.frames().stream().mapToInt(IvfReader.Frame::size).toArray(),
            durations,
            sync);
    Path target = dir.resolve("out.mp4");
    Mp4Writer.write(target, List.of(video));

    MappedFile written = MappedFile.open(target);
    Mp4Track track = Mp4Reader.read(written).video().orElseThrow();
    assertThat(track.entry().format()).isEqualTo("vp08");
    assertThat(track.entry().width()).isEqualTo(128);
    assertThat(track.timescale()).isEqualTo(25);
    assertThat(track.samples().count()).isEqualTo(count);
    long time = 0;
    for (int i = 0; i < count; i++) {
      assertThat(track.samples().decodeTime(i)).isEqualTo(time);
      assertThat(track.samples().sync(i)).isEqualTo(sync[i]);
      assertThat(sample(written, track.samples().offset(i), track.samples().size(i)))
          .isEqualTo(sample(source, ivf.frames().get(i).offset(), ivf.frames().get(i).size()));
      time += durations[i];
    }
  }

  @Test
  void ivfThatIsCutOffIsRefused() throws Exception {
    byte[] whole = TestMedia.bytes("vp8.ivf");
    byte[] cut = Arrays.copyOf(whole, whole.length - 5);
    assertThatThrownBy(() -> IvfReader.read(MappedFile.of(cut)))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("truncated");
    assertThatThrownBy(() -> IvfReader.read(MappedFile.of(new byte[40])))
        .isInstanceOf(ContentException.class);
  }

  private static byte[] sample(MappedFile file, long offset, int size) throws ContentException {
    byte[] bytes = new byte[size];
    file.read(offset, bytes, 0, size);
    return bytes;
  }
}
