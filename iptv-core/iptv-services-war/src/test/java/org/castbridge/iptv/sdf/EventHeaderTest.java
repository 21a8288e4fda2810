/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EventHeaderTest {
  @Test
  void splitsAtSemicolonsOutsideQuotes() {
    EventHeader event = EventHeader.parse(" UA-Profile ; Appids=\"urn:a;b, urn:c\" ;id=7;flag");
    assertThat(event.eventPackage()).isEqualTo("ua-profile");
    assertThat(event.appIds()).containsExactly("urn:a;b", "urn:c");
    assertThat(event.parameter("id", "")).isEqualTo("7");
    assertThat(event.parameter("flag", "none")).isEmpty();
    assertThat(event.parameter("other", "none")).isEqualTo("none");
  }

  @Test
  void nothingIsAnEmptyPackage() {
    assertThat(EventHeader.parse(null).eventPackage()).isEmpty();
    assertThat(EventHeader.parse("").appIds()).isEmpty();
  }

  @Test
  void neverThrows() {
    Random random = new Random(6665);
    String alphabet = "ua-profile;=\",: \t";
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 20_000);
    for (int i = 0; i < iterations; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(60); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      EventHeader event = EventHeader.parse(text.toString());
      assertThat(event.eventPackage()).isEqualTo(event.eventPackage().strip());
      assertThat(event.appIds()).noneMatch(String::isBlank);
    }
    assertThat(EventHeader.parse("x;" + "\"".repeat(100_000)).eventPackage()).isEqualTo("x");
  }
}
