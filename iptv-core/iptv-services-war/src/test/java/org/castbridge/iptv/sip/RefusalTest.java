/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalTest {
  @Test
  void aLostDatabaseSaysWhyAndWhenToComeBack() {
    Refusal refusal = Refusal.databaseDown();
    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.retryAfter()).isPositive();
    assertThat(refusal.reason().toString()).startsWith("IPTV;cause=database;text=\"");
  }

  @Test
  void aRightThatIsMissingIsNamed() {
    assertThat(Refusal.iptv(403, "age", "for \"grown-ups\"").reason().toString())
        .isEqualTo("IPTV;cause=age;text=\"for \\\"grown-ups\\\"\"");
    assertThat(Refusal.of(404, "unknown film").reason()).isNull();
  }
}
