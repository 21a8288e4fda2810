/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import org.castbridge.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;

class HandshakeRehearsalTest {
  @Test
  void runsToItsEndAndLeavesNoThread() throws Exception {
    assertThat(HandshakeRehearsal.run(DtlsIdentity.create()))
        .isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("castbridge-rehearsal");
  }
}
