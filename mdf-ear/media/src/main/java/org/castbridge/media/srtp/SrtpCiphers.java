/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.srtp;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.lang.reflect.Field;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import java.util.Optional;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.srtp.crypto.CipherFactory;

/**
 * Which ciphers jitsi-srtp works with: the JDK's, and for AES-GCM the Amazon Corretto Crypto
 * Provider where its native library loads. A packet costs it two thirds of the JDK's time and a
 * seventh of the garbage (docs/10). Not installed for the rest of the server.
 */
public final class SrtpCiphers {
  private static final String GCM = "AES/GCM/NoPadding";
  private static final Provider JAVA = Security.getProvider("SunJCE");
  private static final Provider FOR_GCM = nativeGcm().orElse(JAVA);

  private SrtpCiphers() {}

  /** Whose AES-GCM protects the media. */
  public static String gcmProvider() {
    return FOR_GCM.getName();
  }

  /** Must happen before the first cipher. */
  static void choose() {
    settle("AES/CTR/NoPadding", new CipherFactory(JAVA));
    settle(GCM, new CipherFactory(FOR_GCM));
  }

  private static Optional<Provider> nativeGcm() {
    if (!Boolean.parseBoolean(System.getProperty("castbridge.srtp.native", "true"))) {
      return Optional.empty();
    }
    try {
      AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
      return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
    } catch (LinkageError e) { // not there, or not for this machine
      return Optional.empty();
    }
  }

  /**
   * Left alone, jitsi-srtp benchmarks every provider for a second and keeps the winner of a noisy
   * race. It can be told the name of one factory, but forgets it with the second transformation,
   * and a factory that is not its own at once (Aes.createCipherFactories of 1.1-23). What it has
   * settled on is in a map.
   */
  @SuppressWarnings("unchecked")
  private static void settle(String transformation, CipherFactory factory) {
    try {
      Field settled = Aes.class.getDeclaredField("fastestFactories");
      settled.setAccessible(true);
      synchronized (Aes.class) {
        ((Map<String, CipherFactory>) settled.get(null)).put(transformation, factory);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another jitsi-srtp than 1.1-23", e);
    }
  }
}
