/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.castbridge.content.recording.TestFeed.EPOCH_US;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelRingTest {
  private static final long SECOND = 1_000_000;

  @TempDir Path dir;
  private TestFeed feed;

  @BeforeEach
  void feed() throws Exception {
    feed = new TestFeed("good.mp4");
  }

  private ChannelRing ring(long lengthUs) throws IOException {
    return ChannelRing.open(
        dir,
        "one",
        feed.videos(),
        feed.audios(),
        lengthUs,
        cause -> {
          throw new AssertionError(cause);
        });
  }

  @Test
  void givesBackWhatWentInWhileItGrows() throws Exception {
    try (ChannelRing ring = ring(600 * SECOND);
        FilmSource source = ring.open()) {
      assertThat(source.next()).isNull();
      assertThat(source.growing()).isTrue();
      List<AccessUnit> read = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        feed.one(ring);
        for (AccessUnit unit = source.next(); unit != null; unit = source.next()) {
          read.add(unit);
        }
      }
      assertThat(feed.lastUs() - read.get(read.size() - 1).ptsUs()).isLessThan(250_000);
      ring.close();
      for (AccessUnit unit = source.next(); unit != null; unit = source.next()) {
        read.add(unit);
      }
      assertThat(source.growing()).isFalse();
      assertSame(read, feed.given(), 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vp8.webm",
        "vp9-superframes.webm",
        "av1.mp4",
        "h265.mp4",
        "silent.mp4",
        "sound-only.mp4"
      })
  void everyCodecComesBackFromTheDisk(String file) throws Exception {
    feed = new TestFeed(file);
    try (ChannelRing ring = ring(600 * SECOND)) {
      feed.feed(ring, 10 * SECOND);
    }
    try (ChannelRing again = ring(600 * SECOND);
        FilmSource source = again.open()) {
      assertThat(source.startUs() - EPOCH_US).isBetween(0L, 7_000L); // WebM's first picture

      List<AccessUnit> read = new ArrayList<>();
      for (AccessUnit unit = source.next();
          unit != null && read.size() < feed.given().size();
          unit = source.next()) {
        read.add(unit);
      }
      feed.given().removeIf(unit -> unit.ptsUs() < source.startUs());
      // sound is kept at 48 kHz, so its times may be some microseconds off
      assertSame(read, feed.given().subList(0, read.size()), 11);
      assertThat(read.size()).isGreaterThan(feed.given().size() - 30);
      if (!feed.videos().isEmpty()) {
        assertThat(source.info().video().profile()).isEqualTo(feed.videos().get(0).profile());
        assertThat(source.info().video().frameRate()).isBetween(24.0, 26.0);
        assertThat(source.info().video().parameterSets())
            .usingRecursiveComparison()
            .isEqualTo(feed.videos().get(0).parameterSets());
      }
    }
  }

  @Test
  void oldSegmentsAreDeletedWhileAReaderHoldsThem() throws Exception {
    try (ChannelRing ring = ring(16 * SECOND);
        FilmSource slow = ring.open();
        FilmSource paused = ring.open()) {
      feed.feed(ring, 10 * SECOND);
      assertThat(slow.seek(EPOCH_US + SECOND)).isEqualTo(EPOCH_US + SECOND);
      assertThat(slow.next().ptsUs()).isEqualTo(EPOCH_US + SECOND);
      assertThat(paused.next().ptsUs()).isEqualTo(EPOCH_US);
      feed.feed(ring, 50 * SECOND);
      assertThat(ring.startUs()).isGreaterThan(EPOCH_US + 40 * SECOND);
      assertThat(ring.endUs() - ring.startUs()).isBetween(16 * SECOND, 20 * SECOND);
      assertThat(files()).hasSizeLessThan(12);

      // the fragment it is in can be read to its end; then it goes on at the oldest key frame
      AccessUnit last = null;
      AccessUnit unit = slow.next();
      while (unit.track() == Track.AUDIO || unit.ptsUs() < EPOCH_US + 5 * SECOND) {
        assertThat(unit.data()).isEqualTo(given(unit).data());
        last = unit.track() == Track.VIDEO ? unit : last;
        unit = slow.next();
      }
      assertThat(last.ptsUs()).isEqualTo(EPOCH_US + 2 * SECOND - 40_000);
      assertThat(unit.sync()).isTrue();
      assertThat(unit.ptsUs()).isBetween(ring.startUs(), ring.startUs() + SECOND);
      assertThat(unit.data()).isEqualTo(given(unit).data());
    }
  }

  private AccessUnit given(AccessUnit unit) {
    return feed.given(unit.track()).stream()
        .filter(other -> Math.abs(other.ptsUs() - unit.ptsUs()) <= 11)
        .findFirst()
        .orElseThrow();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.filter(file -> file.toString().endsWith(".mp4")).toList();
    }
  }

  @Test
  void aGapStaysAGapAndASeekIntoItLandsBeforeIt() throws Exception {
    try (ChannelRing ring = ring(600 * SECOND);
        FilmSource source = ring.open()) {
      feed.feed(ring, 3 * SECOND);
      long before = feed.lastUs();
      feed.restart(EPOCH_US + 100 * SECOND);
      feed.one(ring);
      feed.feed(ring, 3 * SECOND);
      assertThat(source.seek(EPOCH_US + 50 * SECOND)).isBetween(before - SECOND, before);
      long last = 0;
      long jump = 0;
      for (AccessUnit unit = source.next(); unit != null; unit = source.next()) {
        if (unit.track() == Track.VIDEO) {
          jump = last > 0 ? Math.max(jump, unit.ptsUs() - last) : 0;
          last = unit.ptsUs();
        }
      }
      assertThat(jump).isGreaterThan(96 * SECOND);
    }
  }

  @Test
  void aChangeOfFormatStartsANewSegment() throws Exception {
    TestFeed other = new TestFeed("vp8.webm");
    try (ChannelRing ring = ring(600 * SECOND);
        FilmSource source = ring.open()) {
      feed.feed(ring, 5 * SECOND);
      ring.formatChanged(0, feed.videos().get(0)); // is none
      other.restart(feed.lastUs() + 20_000);
      ring.formatChanged(0, other.videos().get(0));
      other.feed(ring, 5 * SECOND);
      ring.close();
      assertThat(files()).hasSize(2);
      List<String> codecs = new ArrayList<>();
      List<AccessUnit> pictures = new ArrayList<>();
      for (AccessUnit unit = source.next(); unit != null; unit = source.next()) {
        if (unit.track() == Track.VIDEO) {
          pictures.add(unit);
          codecs.add(source.info().video().codec().name());
        }
      }
      List<AccessUnit> expected = new ArrayList<>(feed.given(Track.VIDEO));
      expected.addAll(other.given(Track.VIDEO));
      assertSame(pictures, expected, 0);
      assertThat(codecs.stream().distinct().toList()).containsExactly("H264", "VP8");
      assertThat(codecs.indexOf("VP8")).isEqualTo(feed.given(Track.VIDEO).size());
    }
  }

  @Test
  void aSeekFindsTheKeyFrameBeforeIt() throws Exception {
    Random random = new Random(4);
    try (ChannelRing ring = ring(3600 * SECOND);
        FilmSource source = ring.open()) {
      feed.feed(ring, 100 * SECOND);
      List<AccessUnit> keys = feed.given(Track.VIDEO).stream().filter(AccessUnit::sync).toList();
      for (int i = 0; i < 500; i++) {
        long us = EPOCH_US + random.nextLong(-SECOND, 99 * SECOND);
        long expected = keys.get(0).ptsUs();
        for (AccessUnit key : keys) {
          expected = key.ptsUs() <= us ? key.ptsUs() : expected;
        }
        assertThat(source.seek(us)).isEqualTo(expected);
        AccessUnit first = source.next();
        while (first.track() == Track.AUDIO) {
          assertThat(first.ptsUs()).isGreaterThanOrEqualTo(expected - 11);
          first = source.next();
        }
        assertThat(first.ptsUs()).isEqualTo(expected);
        assertThat(first.sync()).isTrue();
        AccessUnit again = source.reread(0, expected);
        assertThat(again.data()).isEqualTo(first.data());
        assertThat(source.reread(0, expected + 1)).isNull();
      }
    }
  }

  @Test
  void aTornTailIsCutOffAndTheRestGoesOn() throws Exception {
    try (ChannelRing ring = ring(600 * SECOND)) {
      feed.feed(ring, 10 * SECOND);
    }
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(8);
    for (int i = 0; i < 25; i++) {
      int length = random.nextInt(20_000, whole.length);
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      boolean indexed = random.nextBoolean();
      if (!indexed) {
        Files.deleteIfExists(SegmentIndex.beside(file));
      }
      try (ChannelRing ring = ring(600 * SECOND);
          FilmSource source = ring.open()) {
        int count = 0;
        for (AccessUnit unit = source.next(); unit != null; unit = source.next()) {
          assertThat(unit.data()).isEqualTo(given(unit).data());
          count++;
        }
        // two seconds in the file are 150 units
        assertThat(count).isGreaterThanOrEqualTo((int) (length * 740L / whole.length) - 160);
      }
      assertThat(Files.size(file)).isLessThanOrEqualTo(length);
    }
  }

  @Test
  void whatIsOlderThanTheRingGoesSoonAfterALongPause() throws Exception {
    try (ChannelRing ring = ring(60 * SECOND)) {
      feed.feed(ring, 5 * SECOND);
    }
    long later = EPOCH_US + 7200 * SECOND;
    feed.restart(later);
    try (ChannelRing ring = ring(60 * SECOND);
        FilmSource source = ring.open()) {
      assertThat(ring.startUs()).isEqualTo(EPOCH_US);
      assertThat(source.next().ptsUs()).isEqualTo(EPOCH_US);
      feed.one(ring);
      feed.feed(ring, 9 * SECOND);
      assertThat(ring.startUs()).isEqualTo(later);
      assertThat(files())
          .hasSizeLessThan(3)
          .noneMatch(file -> file.toString().contains("/" + EPOCH_US));
    }
  }

  @Test
  void twoDoNotRecordIntoOneFolder() throws Exception {
    try (ChannelRing ring = ring(600 * SECOND)) {
      assertThat(ring.lengthUs()).isEqualTo(600 * SECOND);
      assertThatThrownBy(() -> ring(600 * SECOND))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("already");
    }
  }

  /** One writes and deletes, four read and jump about, all at full speed. */
  @Test
  void manyReadWhileOneWrites() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    AtomicBoolean stop = new AtomicBoolean();
    try (ChannelRing ring = ring(20 * SECOND)) {
      feed.feed(ring, SECOND);
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Random random = new Random(i);
        readers.add(pool.submit(() -> jumpAbout(ring, random, stop)));
      }
      feed.feed(ring, 100 * SECOND);
      stop.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static int jumpAbout(ChannelRing ring, Random random, AtomicBoolean stop) {
    int count = 0;
    while (!stop.get()) {
      try (FilmSource source = ring.open()) {
        for (int seeks = 0; seeks < 20; seeks++) {
          source.seek(random.nextLong(ring.startUs() - SECOND, ring.endUs() + 1));
          long[] last = {0, 0};
          boolean key = false;
          for (int i = random.nextInt(300); i > 0; i--) {
            AccessUnit unit = source.next();
            if (unit == null) {
              break;
            }
            count++;
            assertThat(unit.ptsUs()).isGreaterThan(last[unit.track().ordinal()]);
            last[unit.track().ordinal()] = unit.ptsUs();
            if (unit.track() == Track.VIDEO && !key) {
              assertThat(unit.sync()).isTrue();
              key = true;
            }
          }
        }
      }
    }
    return count;
  }

  private static void assertSame(List<AccessUnit> read, List<AccessUnit> given, long tolerance) {
    for (Track track : Track.values()) {
      List<AccessUnit> ours = read.stream().filter(unit -> unit.track() == track).toList();
      List<AccessUnit> theirs = given.stream().filter(unit -> unit.track() == track).toList();
      if (read.size() == given.size()) {
        assertThat(ours).hasSameSizeAs(theirs);
      }
      for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
        assertThat(ours.get(i).data()).isEqualTo(theirs.get(i).data());
        assertThat(ours.get(i).sync()).isEqualTo(theirs.get(i).sync());
        assertThat(Math.abs(ours.get(i).ptsUs() - theirs.get(i).ptsUs()))
            .isLessThanOrEqualTo(track == Track.VIDEO ? 0 : tolerance);
      }
    }
    for (int i = 1; i < read.size(); i++) {
      assertThat(read.get(i).ptsUs()).isGreaterThanOrEqualTo(read.get(i - 1).ptsUs() - 20_000);
    }
  }
}
