/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.castbridge.signalling.Mutations;
import org.junit.jupiter.api.Test;

class WarningAndReasonTest {
  @Test
  void warningsSurviveWritingAndReading() throws HeaderException {
    Warning warning = new Warning(305, "mcf.ims.test", "no \"common\" codec \\ here");
    assertThat(Warning.parse(warning.toString())).isEqualTo(warning);
    assertThat(Warning.parse("399 127.0.0.1:5060 \"unknown film\"").agent())
        .isEqualTo("127.0.0.1:5060");
  }

  @Test
  void lineEndsNeverReachAHeaderField() {
    assertThat(new Warning(399, "a", "x\r\nVia: evil").toString()).doesNotContain("\r", "\n");
    assertThat(Reason.iptv("age", "x\r\ny").toString()).doesNotContain("\r", "\n");
  }

  @Test
  void reasonsSurviveWritingAndReading() throws HeaderException {
    Reason reason = Reason.iptv("package", "This film is in the premium package; \"buy\" it.");
    assertThat(reason.toString()).startsWith("IPTV;cause=package;text=\"");
    assertThat(Reason.parse(reason.toString())).isEqualTo(reason);
    assertThat(Reason.parse("SIP ; cause = 200 ;text=\"Call completed\""))
        .isEqualTo(new Reason("SIP", "200", "Call completed"));
    assertThat(Reason.parse("Q.850;cause=16")).isEqualTo(new Reason("Q.850", "16", null));
  }

  @Test
  void brokenFieldsAreRefused() {
    assertThatExceptionOfType(HeaderException.class)
        .isThrownBy(() -> Warning.parse("soon x \"y\""));
    assertThatExceptionOfType(HeaderException.class).isThrownBy(() -> Warning.parse("399"));
    assertThatExceptionOfType(HeaderException.class).isThrownBy(() -> Reason.parse(";cause=1"));
  }

  @Test
  void damagedFieldsThrowOnlyTheirTypedException() {
    Random random = new Random(3326);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 20_000);
    for (int i = 0; i < iterations; i++) {
      try {
        Warning.parse(Mutations.damage("399 host:5060 \"a text\"", random));
        Reason.parse(Mutations.damage("IPTV;cause=age;text=\"a text\"", random));
      } catch (HeaderException expected) {
        assertThat(expected).hasMessageContaining("at character");
      }
    }
  }
}
