/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;
import org.castbridge.media.playout.PlayoutState.Phase;
import org.junit.jupiter.api.Test;

class PlayoutTest {
  private static final long MS = 1_000_000;
  private final SyntheticFilm film = SyntheticFilm.small(4);
  private final Playout playout = playout(film, PlayoutLimits.DEFAULT);

  private static Playout playout(FilmSource film, PlayoutLimits limits) {
    try {
      return new Playout(new Programme.Film(film), new AllFormats(), limits, new Stamps(), 0);
    } catch (PlayoutException e) {
      throw new AssertionError(e);
    }
  }

  private List<DueUnit> due(long now) {
    List<DueUnit> units = new ArrayList<>();
    for (DueUnit unit = playout.poll(now); unit != null; unit = playout.poll(now)) {
      units.add(unit);
    }
    return units;
  }

  private static List<Long> pts(List<DueUnit> units, Track track) {
    return units.stream()
        .filter(u -> u.unit().track() == track)
        .map(u -> u.unit().ptsUs() / 1000)
        .toList();
  }

  @Test
  void unitsAreReleasedWhenTheyAreDue() throws Exception {
    playout.open(0);
    playout.play(null, 1.0, 5 * MS);
    List<DueUnit> first = due(5 * MS);
    assertThat(pts(first, Track.VIDEO)).containsExactly(0L);
    assertThat(pts(first, Track.AUDIO)).as("up to the next picture's").containsExactly(0L, 20L);
    assertThat(playout.nextWakeUp()).isEqualTo(45 * MS);
    assertThat(due(44 * MS)).isEmpty();
    List<DueUnit> late = due(130 * MS);
    assertThat(pts(late, Track.VIDEO)).containsExactly(40L, 80L, 120L);
    assertThat(late).allMatch(u -> u.stampNanos() == 5 * MS + u.unit().ptsUs() * 1000);
  }

  @Test
  void theFilmWaitsForTheWayToOpen() throws Exception {
    playout.play(2_000_000L, 1.0, 0);
    assertThat(due(1000 * MS)).isEmpty();
    assertThat(playout.phase()).isEqualTo(Phase.PLAYING);
    assertThat(playout.positionUs(1000 * MS)).isEqualTo(2_000_000);
    assertThat(playout.nextWakeUp()).isEqualTo(Long.MAX_VALUE);
    playout.open(1000 * MS);
    assertThat(due(1000 * MS).get(0).stampNanos()).isEqualTo(1000 * MS);
    assertThat(playout.positionUs(1500 * MS)).isEqualTo(2_500_000);
  }

  @Test
  void aSeekSendsThePicturesUpToTheTargetAtOnce() throws Exception {
    playout.open(0);
    playout.play(1_200_000L, 1.0, 0);
    List<DueUnit> first = due(0);
    assertThat(pts(first, Track.VIDEO)).containsExactly(1000L, 1040L, 1080L, 1120L, 1160L);
    assertThat(pts(first, Track.AUDIO)).as("sound from before the target").isEmpty();
    assertThat(first).extracting(u -> u.stampNanos() / MS).containsExactly(0L, 2L, 4L, 6L, 8L);
    List<DueUnit> then = due(10 * MS);
    assertThat(pts(then, Track.VIDEO)).containsExactly(1200L);
    assertThat(pts(then, Track.AUDIO)).containsExactly(1200L, 1220L);
    assertThat(then).extracting(u -> u.stampNanos() / MS).containsExactly(10L, 10L, 30L);
    assertThat(playout.positionUs(10 * MS)).isEqualTo(1_200_000);
    assertThat(playout.positionUs(0)).isEqualTo(1_200_000);
  }

  @Test
  void tooLongAWayIsNotTaken() throws Exception {
    Playout careful = playout(film, new PlayoutLimits(1 << 20, 3, MS, 0));
    careful.play(1_900_000L, 1.0, 0);
    assertThat(careful.positionUs(0)).isEqualTo(1_000_000);
    careful.open(0);
    assertThat(careful.poll(0).unit().ptsUs()).isEqualTo(1_000_000);
    assertThat(careful.poll(0).unit().track()).as("sound goes along").isEqualTo(Track.AUDIO);
    assertThat(careful.poll(0).unit().ptsUs()).isEqualTo(1_020_000);
    assertThat(careful.poll(0)).isNull();
    assertThat(careful.poll(40 * MS).unit().ptsUs()).isEqualTo(1_040_000);
  }

  @Test
  void stampsRunOnThroughAPause() throws Exception {
    playout.open(0);
    playout.play(null, 1.0, 0);
    List<DueUnit> before = due(100 * MS);
    playout.pause(100 * MS);
    assertThat(due(5000 * MS)).isEmpty();
    assertThat(playout.nextWakeUp()).isEqualTo(Long.MAX_VALUE);
    playout.play(null, 1.0, 5100 * MS);
    List<DueUnit> after = due(5200 * MS);
    assertThat(pts(before, Track.VIDEO)).containsExactly(0L, 40L, 80L);
    assertThat(pts(after, Track.VIDEO)).containsExactly(120L, 160L, 200L);
    assertThat(after).allMatch(u -> u.stampNanos() == 5000 * MS + u.unit().ptsUs() * 1000);
  }

  @Test
  void aPauseWithinTheLeadInLosesNothing() throws Exception {
    playout.open(0);
    playout.play(1_200_000L, 1.0, 0);
    assertThat(playout.poll(0).unit().ptsUs()).isEqualTo(1_000_000);
    playout.pause(0);
    assertThat(playout.poll(0)).isNull();
    playout.play(null, 1.0, 50 * MS);
    assertThat(pts(due(50 * MS + 8 * MS), Track.VIDEO))
        .containsExactly(1040L, 1080L, 1120L, 1160L, 1200L);
  }

  @Test
  void itEndsAfterTheLastUnitHasBeenPlayedOut() throws Exception {
    playout.open(0);
    playout.play(3_900_000L, 1.0, 0);
    due(0);
    long end = playout.nextWakeUp();
    while (playout.phase() == Phase.PLAYING) {
      end = playout.nextWakeUp();
      due(end);
    }
    // 22 pictures of lead-in at two milliseconds, then 100 ms of film
    assertThat(end).isEqualTo((23 * 2 + 100) * MS);
    assertThat(playout.phase()).isEqualTo(Phase.ENDED);
    assertThat(playout.positionUs(end + MS)).isEqualTo(4_000_000);
    playout.pause(end);
    assertThat(playout.phase()).isEqualTo(Phase.ENDED);
  }

  @Test
  void theVeryEndCanBeSoughtTo() throws Exception {
    playout.open(0);
    playout.play(4_000_000L, 1.0, 0);
    assertThat(due(0)).hasSize(25);
    due(playout.nextWakeUp());
    assertThat(playout.phase()).isEqualTo(Phase.ENDED);
  }

  @Test
  void pausingBeforePlayingChangesNothing() {
    playout.pause(0);
    assertThat(playout.phase()).isEqualTo(Phase.READY);
  }
}
