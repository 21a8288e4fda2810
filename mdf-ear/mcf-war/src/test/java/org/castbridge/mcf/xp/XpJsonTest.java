/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XpJsonTest {
  private static final String EVENT =
      "{\"session\":\"x1\",\"event\":\"end-of-stream\",\"position\":40.0,\"reason\":\"end\"}";

  @Test
  void readsReports() throws XpException {
    assertThat(XpJson.event(EVENT))
        .isEqualTo(new XpEvent("x1", XpEvent.Kind.END_OF_STREAM, 40.0, "end"));
    XpEvent short1 = XpJson.event("{\"session\":\"x1\",\"event\":\"peer-gone\"}");
    assertThat(short1.kind().isEnd()).isTrue();
    assertThat(XpEvent.Kind.CONNECTED.isEnd()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "null",
        "{}",
        "{\"session\":1,\"event\":\"closed\"}",
        "{\"session\":\"a\"}",
        "{\"session\":\"a\",\"event\":\"party\"}"
      })
  void refusesOtherReports(String text) {
    assertThatExceptionOfType(XpException.class).isThrownBy(() -> XpJson.event(text));
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"a\":".repeat(5000);
    assertThatExceptionOfType(XpException.class).isThrownBy(() -> XpJson.event(deep));
  }

  @Test
  void damagedTextThrowsOnlyItsTypedException() {
    Random random = new Random(77);
    String[] samples = {
      EVENT,
      "{\"id\":\"m\",\"place\":\"n\",\"load\":0.5,\"sessions\":1,\"accepting\":true}",
      "{\"id\":\"x\",\"state\":\"playing\",\"position\":1.5,\"scale\":1,\"duration\":4e1,\"scales\":[1,2]}",
      "{\"id\":\"h\",\"durationMs\":40000,\"video\":{\"codec\":\"H264\"},\"audio\":{}}"
    };
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 5_000);
    for (int i = 0; i < iterations; i++) {
      StringBuilder text = new StringBuilder(samples[i % samples.length]);
      for (int n = random.nextInt(5); n >= 0; n--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, "{}[]\",:0e.-\\u\u00e9x".charAt(random.nextInt(15)));
      }
      readAll(text.toString());
    }
  }

  private static void readAll(String text) {
    assertThat(XpJson.error(500, text).kind()).isNotNull();
    attempt(() -> XpJson.event(text));
    attempt(() -> XpJson.status(text));
    attempt(() -> XpJson.state(text));
    attempt(() -> XpJson.asset(text));
    attempt(() -> XpJson.session(text));
  }

  private interface Reader {
    Object read() throws XpException;
  }

  private static void attempt(Reader reader) {
    try {
      assertThat(reader.read()).isNotNull();
    } catch (XpException expected) {
      assertThat(expected.kind()).isEqualTo(XpException.Kind.BAD_REPLY);
    }
  }
}
