/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImpuTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sip:alice@ims.test|sip:alice@ims.test",
        "\"sip:alice@ims.test\"|sip:alice@ims.test",
        "\"Alice <3\" <sip:alice@IMS.test;user=phone>;tag=1|sip:alice@ims.test",
        "<SIPS:alice@ims.test:5061>|sip:alice@ims.test",
        "sip:Alice@ims.test?x=y|sip:Alice@ims.test",
        "<tel:+49-30-1234;phone-context=x>|tel:+49301234",
      })
  void readsEveryForm(String header, String impu) {
    assertThat(Impu.of(header)).contains(impu);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alice",
        "sip:ims.test",
        "sip:a b@ims.test",
        "<sip:alice@ims.test",
        "http://alice@ims.test",
        "sip:alice@ims.test evil",
        "sip:'; DROP TABLE x@ims.test",
        "sip:a\u0000@ims.test"
      })
  void isEmptyForAnythingElse(String header) {
    assertThat(Impu.of(header)).isEmpty();
  }

  @Test
  void aLongOneIsNone() {
    assertThat(Impu.of("sip:" + "a".repeat(300) + "@ims.test")).isEmpty();
    assertThat(Impu.of(null)).isEmpty();
  }

  @Test
  void neverThrows() {
    Random random = new Random(3325);
    String alphabet = "sip:alice@ims.test<>\";,%[]0123 \n";
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 50_000);
    for (int i = 0; i < iterations; i++) {
      StringBuilder text = new StringBuilder("<sip:alice@ims.test>");
      for (int n = random.nextInt(8); n > 0; n--) {
        text.insert(
            random.nextInt(text.length() + 1), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Optional<String> impu = Impu.of(text.toString());
      impu.ifPresent(s -> assertThat(s).matches("(sip|tel):[^\\s<>\"]+"));
    }
  }
}
