/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFieldsTest {
  @Test
  void readsNormalPlayTime() throws RtspException {
    assertThat(NptRange.parse("npt=10.5-")).isEqualTo(NptRange.from(10.5));
    assertThat(NptRange.parse("npt=now-")).isEqualTo(NptRange.now());
    assertThat(NptRange.parse(" npt = 1 - 2 ")).isEqualTo(NptRange.between(1, 2));
    assertThat(NptRange.parse("npt=-20")).isEqualTo(NptRange.between(0, 20));
    assertThat(NptRange.parse("npt=1:02:03.25-;time=19970123T143720Z"))
        .isEqualTo(NptRange.from(3723.25));
    assertThat(NptRange.parse("npt=30-10").end()).isEqualTo(OptionalDouble.of(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "npt=",
        "npt=-",
        "npt=5",
        "npt=x-",
        "npt=-5-",
        "smpte=0:10:20-",
        "clock=19961108T142300Z-",
        "npt=NaN-",
        "npt=1e9-",
        "npt=1:99:00-",
        "npt=9999999999-"
      })
  void otherRangesAreInvalid(String value) {
    RtspException e = catchThrowableOfType(RtspException.class, () -> NptRange.parse(value));
    assertThat(e.status()).isEqualTo(RtspStatus.INVALID_RANGE);
  }

  @Property(tries = 300)
  void rangesSurviveWritingAndReading(
      @ForAll @DoubleRange(min = 0, max = 999_999) double start,
      @ForAll @DoubleRange(min = 0, max = 999_999) double end)
      throws RtspException {
    NptRange read = NptRange.parse(NptRange.between(start, end).toString());
    assertThat(Math.abs(read.start().orElseThrow() - start)).isLessThanOrEqualTo(0.000_501);
    assertThat(Math.abs(read.end().orElseThrow() - end)).isLessThanOrEqualTo(0.000_501);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "1e3", "NaN", "--1", "1,5", "9999999"})
  void otherScalesAreNotUnderstood(String value) {
    RtspRequest request = RtspRequest.of("PLAY", "x", 1).with("Scale", value);
    RtspException e = catchThrowableOfType(RtspException.class, request::scale);
    assertThat(e.status()).isEqualTo(RtspStatus.PARAMETER_NOT_UNDERSTOOD);
  }

  @Test
  void readsNoticesAsTheFieldWritesThem() {
    assertThat(notice("Notice", "2101 \"End-of-Stream Reached\"")).isEqualTo(Notice.END_OF_STREAM);
    assertThat(notice("x-notice", "5402 Client Session Terminated;x=1"))
        .isEqualTo(Notice.SESSION_TERMINATED);
    assertThat(notice("x-Notice", "2306").isEndOfStream()).isTrue();
    assertThat(Notice.SESSION_TERMINATED.isEndOfSession()).isTrue();
    assertThat(Notice.START_OF_STREAM.isEndOfSession()).isFalse();
    assertThat(Notice.of(RtspRequest.of("ANNOUNCE", "x", 1).with("Notice", "soon"))).isEmpty();
  }

  private static Notice notice(String name, String value) {
    return Notice.of(RtspRequest.of("ANNOUNCE", "x", 1).with(name, value)).orElseThrow();
  }

  @Test
  void parametersSurviveWritingAndReading() throws RtspException {
    TextParameters asked = TextParameters.parse("position\r\nscales\n\n");
    assertThat(asked.values()).containsOnlyKeys("position", "scales");
    TextParameters told = TextParameters.parse("position: 12.5\r\nscales: 1\r\n");
    assertThat(told).hasToString("position: 12.5\r\nscales: 1\r\n");
    assertThat(TextParameters.parse("").values()).isEmpty();
  }

  @Test
  void brokenParametersAreRefused() {
    assertThatExceptionOfType(RtspException.class).isThrownBy(() -> TextParameters.parse(": 1"));
    assertThatExceptionOfType(RtspException.class)
        .isThrownBy(
            () -> {
              StringBuilder many = new StringBuilder();
              for (int i = 0; i < 101; i++) {
                many.append('p').append(i).append('\n');
              }
              TextParameters.parse(many.toString());
            });
  }

  @Test
  void refusesWhatCannotBeWritten() {
    assertThatThrownBy(() -> RtspRequest.of("PLAY", "x", 1).with("X", "1\r\nY: 2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RtspRequest.of("PLAY", "x y", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RtspRequest.of("PL AY", "x", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void statusesAreFoundByCode() {
    assertThat(RtspStatus.of(457)).contains(RtspStatus.INVALID_RANGE);
    assertThat(RtspStatus.of(599)).isEmpty();
    assertThat(RtspResponse.of(RtspStatus.SESSION_NOT_FOUND, 3).isSuccess()).isFalse();
  }
}
