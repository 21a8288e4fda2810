/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.castbridge.iptv.data.Film;
import org.castbridge.iptv.data.Viewer;
import org.castbridge.iptv.sip.Refusal;
import org.junit.jupiter.api.Test;

class RightsDecisionTest {
  private static final Viewer ALICE =
      new Viewer("sip:alice@ims.test", OptionalInt.empty(), Set.of("basic", "premium"));
  private static final Viewer BOB =
      new Viewer("sip:bob@ims.test", OptionalInt.empty(), Set.of("basic"));
  private static final Viewer CAROL =
      new Viewer("sip:carol@ims.test", OptionalInt.of(12), Set.of("basic"));

  private static Optional<Film> film(String packageId, int age) {
    return Optional.of(
        new Film("forest", "Forest", "", 1, age, null, null, null, Set.of(packageId)));
  }

  private static Refusal refusal(Viewer viewer, Optional<Film> film) {
    return RightsDecision.decide(Optional.ofNullable(viewer), film).orElseThrow();
  }

  @Test
  void whoHasTheRightMayWatch() {
    assertThat(RightsDecision.decide(Optional.of(ALICE), film("premium", 18))).isEmpty();
    assertThat(RightsDecision.decide(Optional.of(BOB), film("basic", 18))).isEmpty();
    assertThat(RightsDecision.decide(Optional.of(CAROL), film("basic", 12))).isEmpty();
  }

  @Test
  void nobodyIsRefusedBeforeTheFilmIsLookedAt() {
    assertThat(refusal(null, film("basic", 0)).status()).isEqualTo(403);
    assertThat(refusal(null, Optional.empty()).status()).isEqualTo(403);
    assertThat(refusal(null, film("basic", 0)).reason()).isNull();
  }

  @Test
  void anUnknownFilmIs404() {
    assertThat(refusal(ALICE, Optional.empty())).isEqualTo(Refusal.of(404, "unknown film"));
  }

  @Test
  void withoutThePackageIs403WithTheCause() {
    Refusal refusal = refusal(BOB, film("premium", 0));
    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.reason().toString())
        .startsWith("IPTV;cause=package;text=\"")
        .contains("Forest");
  }

  @Test
  void tooYoungIs403WithTheCause() {
    Refusal refusal = refusal(CAROL, film("basic", 13));
    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.reason().toString()).startsWith("IPTV;cause=age;text=\"").contains("13");
  }

  @Test
  void thePackageIsAskedBeforeTheAge() {
    assertThat(refusal(CAROL, film("premium", 18)).reason().cause()).isEqualTo("package");
  }

  @Test
  void somebodyTheOperatorDoesNotKnowOwnsNothing() {
    Viewer unknown = Viewer.unknown("sip:mallory@ims.test");
    assertThat(refusal(unknown, film("basic", 0)).reason().cause()).isEqualTo("package");
  }
}
