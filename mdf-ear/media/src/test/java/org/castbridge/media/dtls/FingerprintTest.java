/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FingerprintTest {
  private final DtlsIdentity identity = DtlsIdentity.create();

  @Test
  void anIdentityHasTheFingerprintOfItsCertificate() {
    assertThat(identity.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(
            new Fingerprint("SHA-256", identity.fingerprint().toLowerCase(java.util.Locale.ROOT)))
        .isEqualTo(Fingerprint.sha256(identity.certificate()));
    assertThat(Fingerprint.sha256(identity.certificate()).matches(identity.certificate())).isTrue();
    assertThat(
            Fingerprint.sha256(identity.certificate()).matches(DtlsIdentity.create().certificate()))
        .isFalse();
  }

  @Test
  void brokenHashesAndBrokenValuesAreRefused() {
    assertThatThrownBy(() -> new Fingerprint("sha-1", "AB".repeat(20)))
        .hasMessageContaining("sha-1");
    assertThatThrownBy(() -> new Fingerprint("sha-256", "AB:CD")).hasMessageContaining("32 bytes");
    assertThatThrownBy(() -> new Fingerprint("sha-256", "no hex"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
