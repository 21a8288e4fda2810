/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.castbridge.ims.auth.NonceStore.Verdict;
import org.junit.jupiter.api.Test;

class NonceStoreTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private final NonceStore store = new NonceStore(new SecureRandom(), Duration.ofSeconds(300), 3);

  @Test
  void aNonceLivesForItsLifetime() {
    String nonce = store.issue(T0);
    assertThat(store.check(nonce, T0.plusSeconds(300))).isEqualTo(Verdict.VALID);
    assertThat(store.check(nonce, T0.plusSeconds(301))).isEqualTo(Verdict.EXPIRED);
    assertThat(store.issue(T0)).isNotEqualTo(nonce);
  }

  @Test
  void nobodyElseMakesNonces() {
    NonceStore other = new NonceStore(new SecureRandom(), Duration.ofSeconds(300), 3);
    assertThat(store.check(other.issue(T0), T0)).isEqualTo(Verdict.FOREIGN);
    String nonce = store.issue(T0);
    char last = nonce.charAt(nonce.length() - 3);
    String forged =
        nonce.substring(0, nonce.length() - 3)
            + (last == 'A' ? 'B' : 'A')
            + nonce.substring(nonce.length() - 2);
    assertThat(store.check(forged, T0)).isEqualTo(Verdict.FOREIGN);
  }

  @Property(tries = 500)
  void anyTextIsForeign(@ForAll String text) {
    assertThat(store.check(text, T0)).isEqualTo(Verdict.FOREIGN);
  }

  @Test
  void theCountMustGrowFromAnyStart() {
    String nonce = store.issue(T0);
    assertThat(store.use(nonce, 0, T0)).isFalse();
    assertThat(store.use(nonce, 2, T0)).isTrue();
    assertThat(store.use(nonce, 2, T0)).isFalse();
    assertThat(store.use(nonce, 1, T0)).isFalse();
    assertThat(store.use(nonce, 7, T0)).isTrue();
  }

  @Test
  void whatIsForgottenCannotBeReplayed() {
    String first = store.issue(T0);
    assertThat(store.use(first, 1, T0)).isTrue();
    for (int i = 1; i <= 3; i++) {
      Instant now = T0.plusSeconds(i);
      assertThat(store.use(store.issue(now), 1, now)).isTrue();
    }
    assertThat(store.check(first, T0.plusSeconds(4))).isEqualTo(Verdict.EXPIRED);
    assertThat(store.check(store.issue(T0.plusSeconds(4)), T0.plusSeconds(4)))
        .isEqualTo(Verdict.VALID);
  }
}
