/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.Movie;
import org.castbridge.content.container.MovieTrack;
import org.castbridge.content.container.SampleTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mp4parser.boxes.iso14496.part12.CompositionTimeToSample;
import org.mp4parser.muxer.Track;
import org.mp4parser.muxer.container.mp4.MovieCreator;

/** Our index against that of another reader, sample by sample and byte by byte. */
class Mp4OracleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples/harbour/media.mp4",
        "samples/forest/media.mp4",
        "src/test/resources/media/good.mp4",
        "src/test/resources/media/bframes.mp4",
        "src/test/resources/media/fragmented.mp4",
        "src/test/resources/media/fragmented-offsets.mp4"
      })
  void agreesWithIsoparser(String path) throws Exception {
    MappedFile file = MappedFile.open(Path.of(path));
    Movie ours = Mp4Reader.read(file);
    org.mp4parser.muxer.Movie theirs = MovieCreator.build(path);
    assertThat(ours.tracks()).hasSize(2).hasSameSizeAs(theirs.getTracks());
    for (int i = 0; i < 2; i++) {
      compare(file, ours.tracks().get(i), theirs.getTracks().get(i));
    }
    assertThat(ours.fragmented()).isEqualTo(path.contains("fragmented"));
  }

  private static void compare(MappedFile file, MovieTrack ours, Track theirs) throws Exception {
    SampleTable samples = ours.samples();
    assertThat(ours.handler()).isEqualTo(theirs.getHandler());
    assertThat(ours.timescale()).isEqualTo(theirs.getTrackMetaData().getTimescale());
    assertThat(samples.count()).isEqualTo(theirs.getSamples().size());
    long time = 0;
    for (int i = 0; i < samples.count(); i++) {
      byte[] sample = new byte[samples.size(i)];
      file.read(samples.offset(i), sample, 0, sample.length);
      assertThat(ByteBuffer.wrap(sample)).isEqualTo(theirs.getSamples().get(i).asByteBuffer());
      assertThat(samples.decodeTime(i)).isEqualTo(time);
      time += theirs.getSampleDurations()[i];
    }
    assertThat(samples.end()).isEqualTo(time);
    assertThat(syncSamples(ours)).isEqualTo(syncSamples(theirs));
    compareComposition(samples, theirs);
  }

  private static void compareComposition(SampleTable samples, Track theirs) {
    if (theirs.getCompositionTimeEntries() == null
        || theirs.getCompositionTimeEntries().isEmpty()) {
      for (int i = 0; i < samples.count(); i++) {
        assertThat(samples.compositionTime(i)).isEqualTo(samples.decodeTime(i));
      }
      return;
    }
    int[] offsets =
        CompositionTimeToSample.blowupCompositionTimes(theirs.getCompositionTimeEntries());
    for (int i = 0; i < samples.count(); i++) {
      assertThat(samples.compositionTime(i) - samples.decodeTime(i)).isEqualTo(offsets[i]);
    }
  }

  private static Set<Long> syncSamples(MovieTrack track) {
    Set<Long> numbers = new HashSet<>();
    for (int i = 0; i < track.samples().count(); i++) {
      if (track.samples().sync(i)) {
        numbers.add(i + 1L);
      }
    }
    return numbers;
  }

  private static Set<Long> syncSamples(Track track) {
    Set<Long> numbers = new HashSet<>();
    long[] listed = track.getSyncSamples();
    for (int i = 0;
        i < (listed == null || listed.length == 0 ? track.getSamples().size() : listed.length);
        i++) {
      numbers.add(listed == null || listed.length == 0 ? i + 1L : listed[i]);
    }
    return numbers;
  }
}
