/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jitsi.srtp.crypto.Aes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SrtpCiphersTest {
  private static final String GCM = "AES/GCM/NoPadding";

  @BeforeEach
  void choose() {
    SrtpCiphers.choose();
  }

  @Test
  void aesGcmIsNativeWhereItsLibraryIsMadeFor() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the library is for Linux on x86-64");
    assertThat(SrtpCiphers.gcmProvider()).isEqualTo("AmazonCorrettoCryptoProvider");
    assertThat(Aes.createCipher(GCM).getProvider().getName()).isEqualTo(SrtpCiphers.gcmProvider());
  }

  @Test
  void theRestIsTheJdks() {
    assertThat(Aes.createCipher("AES/CTR/NoPadding").getProvider().getName()).isEqualTo("SunJCE");
  }

  @Test
  void nativeAndJavaProtectAlike() throws Exception {
    Provider accp = AmazonCorrettoCryptoProvider.INSTANCE;
    assumeTrue(AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null, "no library");
    Random random = new Random(7714);
    for (int length = 0; length < 1500; length++) {
      byte[] key = new byte[16];
      byte[] iv = new byte[12];
      byte[] packet = new byte[12 + length + SrtpSession.HEADROOM];
      random.nextBytes(key);
      random.nextBytes(iv);
      random.nextBytes(packet);
      assertThat(protect(accp, key, iv, packet.clone(), length))
          .isEqualTo(protect(Security.getProvider("SunJCE"), key, iv, packet.clone(), length));
    }
  }

  private static byte[] protect(Provider by, byte[] key, byte[] iv, byte[] packet, int length)
      throws Exception {
    Cipher cipher = Cipher.getInstance(GCM, by);
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
    cipher.updateAAD(packet, 0, 12);
    cipher.doFinal(packet, 12, length, packet, 12);
    return packet;
  }
}
