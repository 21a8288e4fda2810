/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;
import org.castbridge.media.payload.PacketisedUnit;
import org.castbridge.media.payload.PayloadException;
import org.castbridge.media.payload.Payloader;
import org.junit.jupiter.api.Test;

class TrackLogTest {
  private static final Payloader PAYLOADER =
      Payloader.of(new FilmInfo.Video(Codec.VP8, "", 64, 64, 25, 0, 0, List.of()));

  private static PacketisedUnit unit(long no) {
    try {
      return PAYLOADER.packetise(
          new AccessUnit(
              Track.VIDEO, no, no % 10 == 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    } catch (PayloadException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keepsTheLastUnits() {
    TrackLog log = new TrackLog(16);
    assertThat(log.head()).isZero();
    assertThat(log.lastSync()).isEqualTo(-1);
    assertThat(log.get(0)).isNull();
    assertThat(log.get(-1)).isNull();
    for (long no = 0; no < 100; no++) {
      log.publish(unit(no), 1000 + no);
      assertThat(log.head()).isEqualTo(no + 1);
      assertThat(log.lastSync()).isEqualTo(no / 10 * 10);
      for (long kept = log.tail(); kept <= no; kept++) {
        assertThat(log.get(kept).ptsUs()).isEqualTo(kept);
        assertThat(log.publishedAt(kept)).isEqualTo(1000 + kept);
      }
      assertThat(log.get(no - 16)).isNull();
      assertThat(log.get(no + 1)).isNull();
    }
    assertThat(log.tail()).isEqualTo(100 - 15);
  }

  /** Whatever the writer does meanwhile, a reader gets the unit it asked for or none. */
  @Test
  void readersNeverSeeAnotherUnit() throws Exception {
    TrackLog log = new TrackLog(8);
    PacketisedUnit[] units = new PacketisedUnit[1000];
    for (int i = 0; i < units.length; i++) {
      units[i] = unit(i);
    }
    AtomicReference<String> wrong = new AtomicReference<>();
    CountDownLatch begun = new CountDownLatch(2);
    Thread[] readers = new Thread[2];
    for (int r = 0; r < readers.length; r++) {
      readers[r] =
          new Thread(
              () -> {
                long hits = 0;
                for (long head = 0; head < 300_000 || hits == 0; head = log.head()) {
                  long no = head - 1 - hits++ % 9;
                  PacketisedUnit unit = log.get(no);
                  if (unit != null && unit.ptsUs() != no % 1000) {
                    wrong.set("asked for " + no + ", got " + unit.ptsUs());
                  }
                  if (hits == 100) {
                    begun.countDown();
                  }
                }
              });
      readers[r].start();
    }
    begun.await();
    for (int no = 0; no < 300_000; no++) {
      log.publish(units[no % 1000], no);
    }
    for (Thread reader : readers) {
      reader.join();
    }
    assertThat(wrong.get()).isNull();
  }
}
