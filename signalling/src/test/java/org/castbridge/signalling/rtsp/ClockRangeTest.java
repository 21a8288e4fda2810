/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Random;
import org.castbridge.signalling.Mutations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockRangeTest {
  private static final double TIME = Instant.parse("2026-11-22T20:15:07.250Z").toEpochMilli() / 1e3;

  @Test
  void readsAbsoluteTime() throws RtspException {
    ClockRange range = ClockRange.parse("clock = 20261122T201507.25Z - 20261122T201508Z;time=x");
    assertThat(range.start()).isCloseTo(TIME, within(1e-6));
    assertThat(range.end().orElseThrow()).isCloseTo(TIME + 0.75, within(1e-6));
    assertThat(ClockRange.parse("clock=20261122T201507Z-").end()).isEmpty();
  }

  @Test
  void writesMilliseconds() throws RtspException {
    assertThat(ClockRange.from(TIME)).hasToString("clock=20261122T201507.250Z-");
    ClockRange both = ClockRange.between(TIME, TIME + 1);
    assertThat(ClockRange.parse(both.toString())).isEqualTo(both);
  }

  @Test
  void aMessageHasOneOrTheOther() throws RtspException {
    RtspRequest request = RtspRequest.of("PLAY", "rtsp://a/b", 1);
    assertThat(request.clock()).isEmpty();
    assertThat(request.with("Range", "npt=1-").clock()).isEmpty();
    assertThat(request.with("Range", "clock=20261122T201507Z-").clock()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clock=",
        "clock=now-",
        "clock=20261322T201507Z-",
        "clock=20261122T256007Z-",
        "clock=20261122T201507-",
        "clock=-20261122T201507Z",
        "npt=1-"
      })
  void otherRangesAreRefused(String value) {
    assertThatThrownBy(() -> ClockRange.parse(value))
        .isInstanceOfSatisfying(
            RtspException.class, e -> assertThat(e.status()).isEqualTo(RtspStatus.INVALID_RANGE));
  }

  @Test
  void damagedRangesThrowOnlyTheirTypedException() {
    Random random = new Random(37);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 20_000);
    for (int i = 0; i < iterations; i++) {
      String text = Mutations.damage("clock=20261122T201507.25Z-20261122T201508Z", random);
      try {
        assertThat(ClockRange.parse(text).start()).isFinite();
      } catch (RtspException expected) {
        assertThat(expected.status()).isEqualTo(RtspStatus.INVALID_RANGE);
      }
    }
  }
}
