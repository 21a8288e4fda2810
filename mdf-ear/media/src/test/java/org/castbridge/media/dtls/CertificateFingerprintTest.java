/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.castbridge.signalling.sdp.Fingerprint;
import org.junit.jupiter.api.Test;

class CertificateFingerprintTest {
  private final DtlsIdentity identity = DtlsIdentity.create();

  @Test
  void anIdentityHasTheFingerprintOfItsCertificate() {
    Fingerprint fingerprint = CertificateFingerprint.sha256(identity.certificate());
    assertThat(identity.fingerprint())
        .matches("([0-9A-F]{2}:){31}[0-9A-F]{2}")
        .isEqualTo(fingerprint.value());
    assertThat(CertificateFingerprint.matches(fingerprint, identity.certificate())).isTrue();
    assertThat(CertificateFingerprint.matches(fingerprint, DtlsIdentity.create().certificate()))
        .isFalse();
    Fingerprint lower = new Fingerprint("sha-256", fingerprint.value().toLowerCase(Locale.ROOT));
    assertThat(CertificateFingerprint.matches(lower, identity.certificate())).isTrue();
  }

  @Test
  void brokenHashesNeverMatch() throws Exception {
    byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(identity.certificate());
    String value = HexFormat.ofDelimiter(":").withUpperCase().formatHex(sha1);
    assertThat(
            CertificateFingerprint.matches(new Fingerprint("sha-1", value), identity.certificate()))
        .isFalse();
  }
}
