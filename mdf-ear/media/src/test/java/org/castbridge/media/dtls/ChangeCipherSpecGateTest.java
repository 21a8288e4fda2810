/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangeCipherSpecGateTest {
  private final ChangeCipherSpecGate gate = new ChangeCipherSpecGate();

  private static final byte[] HELLO = fragment(1, 0, 40, 0, 40);
  private static final byte[] CERTIFICATE = fragment(11, 1, 50, 0, 50);
  private static final byte[] KEY_EXCHANGE = fragment(16, 2, 60, 0, 60);
  private static final byte[] VERIFY_1 = fragment(15, 3, 70, 0, 30);
  private static final byte[] VERIFY_2 = fragment(15, 3, 70, 30, 40);
  private static final byte[] CHANGE = record(20, 0, new byte[] {1});
  private static final byte[] FINISHED = record(22, 1, new byte[40]);

  private static byte[] record(int type, int epoch, byte[] body) {
    byte[] r = new byte[13 + body.length];
    r[0] = (byte) type;
    r[1] = (byte) 0xFE;
    r[2] = (byte) 0xFD;
    r[4] = (byte) epoch;
    r[12] = (byte) body.length;
    System.arraycopy(body, 0, r, 13, body.length);
    return r;
  }

  private static byte[] fragment(int type, int sequence, int length, int from, int size) {
    byte[] b = new byte[12 + size];
    b[0] = (byte) type;
    b[3] = (byte) length;
    b[5] = (byte) sequence;
    b[8] = (byte) from;
    b[11] = (byte) size;
    return record(22, 0, b);
  }

  private List<byte[]> feed(byte[]... records) {
    List<byte[]> out = new ArrayList<>();
    for (byte[] r : records) {
      gate.offer(r, 0, r.length);
      for (byte[] next = gate.poll(); next != null; next = gate.poll()) {
        out.add(next);
      }
    }
    return out;
  }

  @Test
  void whatIsInOrderPassesUnchanged() {
    assertThat(feed(HELLO, CERTIFICATE, KEY_EXCHANGE, VERIFY_1, VERIFY_2, CHANGE, FINISHED))
        .containsExactly(HELLO, CERTIFICATE, KEY_EXCHANGE, VERIFY_1, VERIFY_2, CHANGE, FINISHED);
  }

  @Test
  void theChangeWaitsForTheWholeOfCertificateVerify() {
    assertThat(feed(HELLO, KEY_EXCHANGE, FINISHED, CHANGE, VERIFY_2))
        .containsExactly(HELLO, KEY_EXCHANGE, VERIFY_2);
    assertThat(feed(CERTIFICATE)).containsExactly(CERTIFICATE);
    assertThat(feed(VERIFY_1)).containsExactly(VERIFY_1, CHANGE, FINISHED);
    assertThat(feed(CHANGE)).as("a repetition").isEmpty();
    assertThat(feed(FINISHED)).containsExactly(FINISHED);
  }

  @Test
  void oneDatagramIsTakenApart() {
    byte[] datagram = new byte[HELLO.length + CHANGE.length + 5];
    System.arraycopy(HELLO, 0, datagram, 0, HELLO.length);
    System.arraycopy(CHANGE, 0, datagram, HELLO.length, CHANGE.length);
    assertThat(feed(datagram)).containsExactly(HELLO);
  }

  @Test
  void anyBytesAreTakenAndLittleIsKept() {
    Random random = new Random(6347);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 200_000);
    for (int i = 0; i < iterations; i++) {
      byte[] b = new byte[random.nextInt(120)];
      random.nextBytes(b);
      if (b.length > 24) {
        b[0] = (byte) (20 + random.nextInt(4));
        b[3] = 0;
        b[4] = (byte) random.nextInt(2);
        b[11] = 0;
        b[12] = (byte) (b.length - 13);
      }
      for (byte[] record : feed(b)) {
        assertThat(record.length).isLessThanOrEqualTo(b.length);
      }
    }
  }
}
