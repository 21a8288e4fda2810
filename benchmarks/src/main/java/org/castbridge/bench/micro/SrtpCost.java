/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.micro;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpProfile;
import org.castbridge.media.srtp.SrtpSession;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Protects full packets of one viewer, in place, one after another. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SrtpCost {
  /** Header and payload of a full packet. */
  private static final int LENGTH = 12 + 1150;

  /** What follows a slash says whose AES-GCM: the JDK's instead of the native one. */
  @Param({"AEAD_AES_128_GCM", "AEAD_AES_128_GCM/java", "AES128_CM_HMAC_SHA1_80"})
  public String profile;

  private final byte[] packet = new byte[LENGTH + SrtpSession.HEADROOM];
  private SrtpSession session;
  private int sequence;

  @Setup
  public void prepare() {
    String[] words = profile.split("/");
    System.setProperty("castbridge.srtp.native", String.valueOf(words.length == 1));
    SrtpProfile of = SrtpProfile.valueOf(words[0]);
    Random random = new Random(1);
    random.nextBytes(packet);
    byte[] key = new byte[of.keyLength()];
    byte[] salt = new byte[of.saltLength()];
    random.nextBytes(key);
    random.nextBytes(salt);
    session = new SrtpSession(new SrtpKeys(of, key, salt, key, salt));
  }

  /** One packet. */
  @Benchmark
  public int protect() {
    packet[0] = (byte) 0x80;
    packet[2] = (byte) (++sequence >> 8);
    packet[3] = (byte) sequence;
    return session.protectRtp(packet, 0, LENGTH);
  }
}
