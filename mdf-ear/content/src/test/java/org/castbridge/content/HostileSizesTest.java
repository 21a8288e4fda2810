/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.MovieReader;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are meant to cost: sizes beyond all bounds, indexes larger than their file. */
class HostileSizesTest {
  @TempDir Path dir;

  /** Five gigabytes of nothing before the fragments: offsets are 64 bits all the way. */
  @Test
  void aFileBeyondFourGigabytesIsRead() throws Exception {
    byte[] film = TestMedia.bytes("fragmented.mp4");
    int moof = indexOf(film, "moof") - 4;
    long gap = 5L << 30;
    Path file = dir.resolve("large.mp4");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(film, 0, moof);
      out.writeInt(1);
      out.write("free".getBytes(StandardCharsets.US_ASCII));
      out.writeLong(gap);
      out.seek(moof + gap);
      out.write(film, moof, film.length - moof);
    }
    try (FilmSource large = StoredFilm.read("large", MappedFile.open(file)).open();
        FilmSource small = StoredFilm.read("small", MappedFile.of(film)).open()) {
      for (AccessUnit unit = small.next(); unit != null; unit = small.next()) {
        assertThat(large.next().data()).isEqualTo(unit.data());
      }
    }
  }

  @Test
  void boxesThatClaimMoreThanThereIs() throws Exception {
    for (long size : new long[] {17, 1L << 32, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      byte[] file =
          bytes(
              out -> {
                out.writeInt(1);
                out.writeBytes("moov");
                out.writeLong(size);
              });
      refused(() -> MovieReader.read(MappedFile.of(file)));
    }
  }

  /** A few kilobytes of runs, each pointing at the same byte for a million samples. */
  @Test
  void anIndexBomb() throws Exception {
    byte[] film = TestMedia.bytes("fragmented.mp4");
    int moof = indexOf(film, "moof") - 4;
    byte[] file =
        bytes(
            out -> {
              out.write(film, 0, moof);
              int runs = 400;
              int traf = 8 + 20 + runs * 20;
              out.writeInt(8 + traf);
              out.writeBytes("moof");
              out.writeInt(traf);
              out.writeBytes("traf");
              out.writeInt(20);
              out.writeBytes("tfhd");
              out.writeInt(0x20010); // default-base-is-moof, default sample size
              out.writeInt(1);
              out.writeInt(1);
              for (int i = 0; i < runs; i++) {
                out.writeInt(20);
                out.writeBytes("trun");
                out.writeInt(1); // data offset
                out.writeInt(4000);
                out.writeInt(0);
              }
            });
    refused(() -> MovieReader.read(MappedFile.of(file)));
  }

  @Test
  void aTableOfFourBillion() throws Exception {
    byte[] film = TestMedia.bytes("good.mp4");
    int count = indexOf(film, "stsz") + 12;
    film[count] = (byte) 0xff;
    refused(() -> MovieReader.read(MappedFile.of(film)));
  }

  /** Boxes and elements a hundred thousand deep: nothing recurses. */
  @Test
  void deepNesting() throws Exception {
    int depth = 100_000;
    byte[] boxes =
        bytes(
            out -> {
              for (int i = 0; i < depth; i++) {
                out.writeInt((depth - i) * 8);
                out.writeBytes("moov");
              }
            });
    refused(() -> MovieReader.read(MappedFile.of(boxes)));
    byte[] head = TestMedia.bytes("vp8.webm");
    byte[] clusters =
        bytes(
            out -> {
              out.write(head, 0, 36);
              out.write(new byte[] {0x18, 0x53, (byte) 0x80, 0x67, (byte) 0xff});
              for (int i = 0; i < depth; i++) {
                out.write(new byte[] {0x1F, 0x43, (byte) 0xB6, 0x75, (byte) 0xff});
              }
            });
    refused(() -> StoredFilm.read("deep", MappedFile.of(clusters)));
  }

  private static void refused(ThrowingCallable reading) {
    com.sun.management.ThreadMXBean memory =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = memory.getThreadAllocatedBytes(thread);
    assertThatThrownBy(reading).isInstanceOf(ContentException.class);
    assertThat(memory.getThreadAllocatedBytes(thread) - before).isLessThan(32 << 20);
  }

  private interface Writing {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static int indexOf(byte[] bytes, String type) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(type);
  }
}
