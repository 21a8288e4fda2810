/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.castbridge.media.dtls.DtlsException.Kind;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpProfile;
import org.castbridge.signalling.sdp.Fingerprint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsHandshakeTest {
  private static final DtlsIdentity SERVER = DtlsIdentity.create();
  private static final DtlsIdentity BROWSER = DtlsIdentity.create();

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final DtlsHandshake handshake = new DtlsHandshake(SERVER, of(BROWSER));
  private final TestDtlsClient client = new TestDtlsClient(BROWSER, of(SERVER));

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  private static Fingerprint of(DtlsIdentity identity) {
    return new Fingerprint("sha-256", identity.fingerprint());
  }

  private Future<DTLSTransport> connect(LossyPipe pipe) {
    return pool.submit(() -> client.connect(pipe.client));
  }

  private Kind failure(LossyPipe pipe) {
    try {
      handshake.accept(pipe.server);
    } catch (DtlsException e) {
      return e.kind();
    }
    throw new AssertionError("the handshake succeeded");
  }

  private static void same(SrtpKeys server, SrtpKeys browser) {
    assertThat(server.localKey()).isEqualTo(browser.remoteKey()).isNotEqualTo(server.remoteKey());
    assertThat(server.localSalt()).isEqualTo(browser.remoteSalt());
    assertThat(server.remoteKey()).isEqualTo(browser.localKey());
    assertThat(server.remoteSalt()).isEqualTo(browser.localSalt());
  }

  @Test
  void bothEndsHaveTheSameKeysAndGcmWins() throws Exception {
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    Future<DTLSTransport> connecting = connect(pipe);
    SrtpKeys keys = handshake.accept(pipe.server);
    connecting.get();
    assertThat(keys.profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
    assertThat(client.suite()).isEqualTo("DTLS 1.2 0xc02b");
    same(keys, client.keys());
    assertThat(keys.toString()).doesNotContainPattern("[0-9a-f]{8}");
  }

  @Test
  void theOlderProfileIsTakenWhenThereIsNoOther() throws Exception {
    client.offering(0x0008, 0x0001);
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    Future<DTLSTransport> connecting = connect(pipe);
    SrtpKeys keys = handshake.accept(pipe.server);
    connecting.get();
    assertThat(keys.profile()).isEqualTo(SrtpProfile.AES128_CM_HMAC_SHA1_80);
    same(keys, client.keys());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 9, 10, 11, 21, 26})
  void lossAndReorderingOnlyCostTime(long seed) throws Exception {
    LossyPipe pipe = new LossyPipe(seed, 0.2, 0.3, 1200);
    Future<DTLSTransport> connecting = connect(pipe);
    SrtpKeys keys = handshake.accept(pipe.server);
    while (!connecting
        .isDone()) { // our last flight may be lost: the client then repeats its own, after accept()
      // has returned
      byte[] b = pipe.server.poll();
      if (b != null) {
        handshake.handleRecord(b, 0, b.length);
      }
      Thread.onSpinWait();
    }
    connecting.get();
    same(keys, client.keys());
    assertThat(handshake.closed()).isFalse();
  }

  /** Chromium's post-quantum key share makes its ClientHello two datagrams; here it is many. */
  @Test
  void aFragmentedClientHelloIsPutTogether() throws Exception {
    LossyPipe pipe = new LossyPipe(1, 0, 0, 90);
    Future<DTLSTransport> connecting = connect(pipe);
    SrtpKeys keys = handshake.accept(pipe.server);
    connecting.get();
    same(keys, client.keys());
    assertThat(pipe.client.sent).isGreaterThan(8);
  }

  @Test
  void aForeignCertificateIsRefused() {
    DtlsHandshake strict = new DtlsHandshake(SERVER, of(DtlsIdentity.create()));
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    Future<DTLSTransport> connecting = connect(pipe);
    assertThatThrownBy(() -> strict.accept(pipe.server))
        .asInstanceOf(type(DtlsException.class))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.FINGERPRINT_MISMATCH))
        .satisfies(e -> assertThat(e).hasMessageContaining("not the one of its SDP"));
    assertThat(strict.closed()).isTrue();
    assertThatThrownBy(connecting::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TlsFatalAlertReceived.class)
        .hasMessageContaining("bad_certificate");
  }

  @Test
  void noCertificateIsRefused() {
    client.withoutCertificate();
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    connect(pipe);
    assertThat(failure(pipe)).isEqualTo(Kind.NO_CERTIFICATE);
  }

  @Test
  void noProfileInCommonIsRefused() {
    client.offering(0x0008);
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    connect(pipe);
    assertThat(failure(pipe)).isEqualTo(Kind.NO_SRTP_PROFILE);
  }

  @Test
  void noUseSrtpIsRefused() {
    client.offering((int[]) null);
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    connect(pipe);
    assertThat(failure(pipe)).isEqualTo(Kind.NO_SRTP_PROFILE);
  }

  @Test
  void silenceTimesOut() {
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    DtlsHandshake impatient = new DtlsHandshake(SERVER, of(BROWSER), 200);
    assertThatThrownBy(() -> impatient.accept(pipe.server))
        .isInstanceOfSatisfying(
            DtlsException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
  }

  @Test
  void closingThePipeEndsIt() {
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    pipe.server.close();
    assertThat(failure(pipe)).isEqualTo(Kind.CLOSED);
  }

  @Test
  void thePeerRefusingUsIsTold() {
    TestDtlsClient suspicious = new TestDtlsClient(BROWSER, of(DtlsIdentity.create()));
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    pool.submit(() -> suspicious.connect(pipe.client));
    assertThat(failure(pipe)).isEqualTo(Kind.PEER_ALERT);
  }

  @Test
  void closeNotifyIsSeenAndSent() throws Exception {
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    Future<DTLSTransport> connecting = connect(pipe);
    handshake.accept(pipe.server);
    connecting.get().close();
    byte[] b = pipe.server.poll();
    handshake.handleRecord(b, 0, b.length);
    assertThat(handshake.closed()).isTrue();
    handshake.handleRecord(b, 0, b.length);
    handshake.close();
  }

  @Test
  void ourCloseReachesThePeer() throws Exception {
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    Future<DTLSTransport> connecting = connect(pipe);
    handshake.accept(pipe.server);
    DTLSTransport browser = connecting.get();
    int before = pipe.server.sent;
    handshake.close();
    handshake.close();
    assertThat(pipe.server.sent).isEqualTo(before + 1);
    assertThatThrownBy(
            () -> {
              browser.receive(
                  new byte[100], 0, 100, 10); // reads close_notify; BC answers it and closes
              browser.send(new byte[1], 0, 1);
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void strayRecordsNeitherCloseNorBlock() throws Exception {
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    Future<DTLSTransport> connecting = connect(pipe);
    handshake.accept(pipe.server);
    DTLSTransport browser = connecting.get();
    browser.send(new byte[300], 0, 300); // a data channel nobody asked for
    byte[] good = pipe.server.poll();
    handshake.handleRecord(good, 0, good.length);
    Random random = new Random(6347);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 20_000);
    for (int i = 0; i < iterations; i++) {
      byte[] b = good.clone();
      b[random.nextInt(b.length)] ^= (byte) (1 + random.nextInt(255));
      handshake.handleRecord(b, 0, 1 + random.nextInt(b.length));
    }
    byte[] huge = new byte[5000];
    huge[0] = 23;
    handshake.handleRecord(huge, 0, huge.length);
    assertThat(handshake.closed()).isFalse();
  }

  @Test
  void forgedRecordsOfAnyLengthDoNotEndTheAssociation() throws Exception {
    LossyPipe pipe = new LossyPipe(1, 0, 0, 1200);
    Future<DTLSTransport> connecting = connect(pipe);
    handshake.accept(pipe.server);
    DTLSTransport browser = connecting.get();
    for (int type = 20; type <= 26; type++) {
      for (int epoch = 0; epoch <= 2; epoch++) {
        for (int length = 0; length < 60; length++) {
          byte[] b = new byte[13 + length];
          b[0] = (byte) type;
          b[1] = (byte) 0xFE;
          b[2] = (byte) 0xFD;
          b[4] = (byte) epoch;
          b[10] = 99;
          b[12] = (byte) length;
          handshake.handleRecord(b, 0, b.length);
          assertThat(handshake.closed())
              .as("type %d epoch %d length %d", type, epoch, length)
              .isFalse();
        }
      }
    }
    browser.close();
    byte[] goodbye = pipe.server.poll();
    handshake.handleRecord(goodbye, 0, goodbye.length);
    assertThat(handshake.closed()).as("the true close_notify is still understood").isTrue();
  }

  @Test
  void garbageInsteadOfAClientHelloFailsTypedOrIsIgnored() {
    Random random = new Random(5764);
    for (int i = 0; i < 300; i++) {
      LossyPipe pipe = new LossyPipe(i, 0, 0, 1200);
      for (int n = 0; n < 5; n++) {
        byte[] b = new byte[13 + random.nextInt(200)];
        random.nextBytes(b);
        b[0] = 22;
        b[1] = (byte) 0xFE;
        b[2] = (byte) 0xFD;
        b[3] = 0;
        b[4] = 0;
        b[11] = (byte) (b.length - 13 >> 8);
        b[12] = (byte) (b.length - 13);
        pipe.client.send(b, 0, b.length);
      }
      DtlsHandshake impatient = new DtlsHandshake(SERVER, of(BROWSER), 5);
      assertThatThrownBy(() -> impatient.accept(pipe.server)).isInstanceOf(DtlsException.class);
    }
  }
}
