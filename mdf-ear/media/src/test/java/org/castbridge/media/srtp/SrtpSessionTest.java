/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.utils.logging2.LoggerImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpSessionTest {
  private static final int SSRC = 0xCAFEBABE;

  private static SrtpKeys keys(SrtpProfile profile) {
    Random random = new Random(3711);
    byte[][] k = {
      new byte[16], new byte[profile.saltLength()], new byte[16], new byte[profile.saltLength()]
    };
    for (byte[] b : k) {
      random.nextBytes(b);
    }
    return new SrtpKeys(profile, k[0], k[1], k[2], k[3]);
  }

  private static byte[] rtp(int seq, int payload) {
    byte[] b = new byte[12 + payload + SrtpSession.HEADROOM];
    b[0] = (byte) 0x80;
    b[1] = 96;
    b[2] = (byte) (seq >> 8);
    b[3] = (byte) seq;
    putSsrc(b, 8, SSRC);
    Arrays.fill(b, 12, 12 + payload, (byte) seq);
    return b;
  }

  private static byte[] receiverReport(int ssrc) {
    byte[] b = new byte[8 + SrtpSession.HEADROOM];
    b[0] = (byte) 0x80;
    b[1] = (byte) 201;
    b[3] = 1;
    putSsrc(b, 4, ssrc);
    return b;
  }

  private static void putSsrc(byte[] b, int at, int ssrc) {
    for (int i = 0; i < 4; i++) {
      b[at + i] = (byte) (ssrc >>> 24 - 8 * i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theBrowserReadsWhatWeSend(SrtpProfile profile) throws Exception {
    SrtpKeys keys = keys(profile);
    SrtpSession server = new SrtpSession(keys);
    var browser =
        new SrtpContextFactory(
                false,
                keys.localKey(),
                keys.localSalt(),
                profile.policy(),
                profile.policy(),
                new LoggerImpl("test"))
            .deriveContext(SSRC, 0);
    for (int seq = 65_000; seq < 66_500; seq++) { // through the roll-over
      byte[] b = rtp(seq & 0xFFFF, 100);
      byte[] clear = Arrays.copyOf(b, 112);
      int len = server.protectRtp(b, 0, 112);
      assertThat(len).isEqualTo(112 + profile.rtpOverhead());
      assertThat(Arrays.copyOfRange(b, 12, 112)).isNotEqualTo(Arrays.copyOfRange(clear, 12, 112));
      PacketBuffer p = new PacketBuffer().on(b, 0, len);
      assertThat(browser.reverseTransformPacket(p, false)).isEqualTo(SrtpErrorStatus.OK);
      assertThat(Arrays.copyOf(b, p.getLength())).isEqualTo(clear);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rtcpGoesBothWays(SrtpProfile profile) {
    SrtpSession server = new SrtpSession(keys(profile));
    SrtpSession browser = new SrtpSession(keys(profile).swapped());
    for (int i = 0; i < 300; i++) {
      byte[] b = receiverReport(SSRC);
      int len = (i % 2 == 0 ? browser : server).protectRtcp(b, 0, 8);
      assertThat(len).isEqualTo(8 + profile.rtcpOverhead());
      assertThat((i % 2 == 0 ? server : browser).unprotectRtcp(b, 0, len)).isEqualTo(8);
      assertThat(Arrays.copyOf(b, 8)).isEqualTo(Arrays.copyOf(receiverReport(SSRC), 8));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTamperedBitIsRefused(SrtpProfile profile) {
    SrtpSession server = new SrtpSession(keys(profile));
    SrtpSession browser = new SrtpSession(keys(profile).swapped());
    byte[] good = receiverReport(SSRC);
    int len = browser.protectRtcp(good, 0, 8);
    for (int bit = 0; bit < 8 * len; bit++) {
      byte[] b = good.clone();
      b[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(server.unprotectRtcp(b, 0, len)).as("bit %d", bit).isEqualTo(-1);
    }
    assertThat(server.counters().forged() + server.counters().malformed()).isEqualTo(8L * len);
    assertThat(server.unprotectRtcp(good.clone(), 0, len))
        .as("the true one still gets through")
        .isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource
  void replaysAreRefused(SrtpProfile profile) {
    SrtpSession server = new SrtpSession(keys(profile));
    SrtpSession browser = new SrtpSession(keys(profile).swapped());
    byte[] first = receiverReport(SSRC);
    int len = browser.protectRtcp(first, 0, 8);
    assertThat(server.unprotectRtcp(first.clone(), 0, len)).isEqualTo(8);
    assertThat(server.unprotectRtcp(first.clone(), 0, len)).isEqualTo(-1);
    for (int i = 0; i < 200; i++) {
      byte[] b = receiverReport(SSRC);
      assertThat(server.unprotectRtcp(b, 0, browser.protectRtcp(b, 0, 8))).isEqualTo(8);
    }
    assertThat(server.unprotectRtcp(first.clone(), 0, len)).as("out of the window").isEqualTo(-1);
    assertThat(server.counters().replayed()).isEqualTo(2);
  }

  @Test
  void aSequenceNumberIsNeverProtectedTwice() {
    SrtpSession server = new SrtpSession(keys(SrtpProfile.AEAD_AES_128_GCM));
    server.protectRtp(rtp(7, 20), 0, 32);
    assertThatThrownBy(() -> server.protectRtp(rtp(7, 20), 0, 32))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sendersAreBoundedAndForgersTakeNoRoom() {
    SrtpSession server = new SrtpSession(keys(SrtpProfile.AEAD_AES_128_GCM));
    SrtpSession browser = new SrtpSession(keys(SrtpProfile.AEAD_AES_128_GCM).swapped());
    for (int i = 0; i < 100; i++) {
      byte[] forged = Arrays.copyOf(receiverReport(i), 40);
      assertThat(server.unprotectRtcp(forged, 0, 40)).isEqualTo(-1);
    }
    for (int i = 0; i < SrtpSession.MAX_REMOTE_SSRCS + 3; i++) {
      byte[] b = receiverReport(i);
      int opened = server.unprotectRtcp(b, 0, browser.protectRtcp(b, 0, 8));
      assertThat(opened).isEqualTo(i < SrtpSession.MAX_REMOTE_SSRCS ? 8 : -1);
    }
    assertThat(server.counters().strangers()).isEqualTo(3);
    assertThat(server.counters().forged()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource
  void noBytesBreakIt(SrtpProfile profile) {
    SrtpSession server = new SrtpSession(keys(profile));
    Random random = new Random(7714);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 20_000);
    for (int i = 0; i < iterations; i++) {
      byte[] b = new byte[random.nextInt(80)];
      random.nextBytes(b);
      assertThat(server.unprotectRtcp(b, 0, b.length)).isEqualTo(-1);
    }
  }

  @Test
  void preferenceIsOursAndGcmFirst() {
    assertThat(SrtpProfile.choose(new int[] {1, 8, 7})).contains(SrtpProfile.AEAD_AES_128_GCM);
    assertThat(SrtpProfile.choose(new int[] {1, 8})).contains(SrtpProfile.AES128_CM_HMAC_SHA1_80);
    assertThat(SrtpProfile.choose(new int[] {8})).isEmpty();
  }

  @Test
  void warmingUpWorksAgainAndAgain() {
    SrtpSession.warmUp();
    SrtpSession.warmUp();
    assertThat(java.security.Security.getProvider("BC"))
        .as("no Bouncy Castle provider gets registered")
        .isNull();
  }
}
