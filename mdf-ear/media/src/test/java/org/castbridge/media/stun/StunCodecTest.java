/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Millions of mutated messages by {@code -Dcastbridge.fuzz.iterations}. */
class StunCodecTest {
  private static final int ITERATIONS = Integer.getInteger("castbridge.fuzz.iterations", 100_000);
  private static final byte[] ID = HexFormat.of().parseHex("0102030405060708090a0b0c");
  private final StunIntegrity key = new StunIntegrity("a password of 22 chars");

  private byte[] request() {
    return StunBuilder.bindingRequest(ID)
        .username("left:right")
        .priority(0xFFFF_FFFFL)
        .iceControlling(-1L)
        .useCandidate()
        .integrity(key)
        .fingerprint()
        .build();
  }

  @Test
  void aBuiltRequestIsReadBack() throws StunException {
    byte[] b = request();
    byte[] framed = new byte[b.length + 10];
    System.arraycopy(b, 0, framed, 5, b.length);
    StunMessage m = StunCodec.parse(framed, 5, b.length);
    assertThat(m.username()).contains("left:right");
    assertThat(m.priority()).hasValue(0xFFFF_FFFFL);
    assertThat(m.iceControlling()).hasValue(-1L);
    assertThat(m.useCandidate()).isTrue();
    assertThat(m.transactionId()).isEqualTo(ID);
    assertThat(m.authenticatedBy(key)).isTrue();
  }

  @Test
  void errorsCarryCodeAndUnknownAttributes() throws StunException {
    StunMessage request = StunCodec.parse(request(), 0, request().length);
    byte[] b =
        StunBuilder.error(request, 420, "Unknown Attribute")
            .unknownAttributes(java.util.List.of(0x7777))
            .build();
    StunMessage m = StunCodec.parse(b, 0, b.length);
    assertThat(m.messageClass()).isEqualTo(StunClass.ERROR);
    assertThat(m.errorCode()).hasValue(420);
    assertThat(m.attribute(StunAttributes.UNKNOWN_ATTRIBUTES)).contains(new byte[] {0x77, 0x77});
  }

  @Test
  void onlyUnknownAttributesThatMustBeUnderstoodCount() throws StunException {
    byte[] b =
        StunBuilder.bindingRequest(ID)
            .attribute(0xC057, new byte[4])
            .attribute(0x7777, new byte[3])
            .integrity(key)
            .attribute(0x6666, new byte[4]) // after MESSAGE-INTEGRITY: not seen
            .build();
    StunMessage m = StunCodec.parse(b, 0, b.length);
    assertThat(m.unknownAttributes()).containsExactly(0x7777);
    assertThat(m.has(0x6666)).isFalse();
    assertThat(m.authenticatedBy(key)).isTrue();
  }

  /**
   * But in FINGERPRINT's type and length: without the attribute the message is still a good one.
   */
  @Test
  void everyChangedBitIsNoticed() {
    byte[] b = request();
    for (int bit = 0; bit < 8 * b.length; bit++) {
      if (bit / 8 >= b.length - 8 && bit / 8 < b.length - 4) {
        continue;
      }
      byte[] changed = b.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      boolean accepted;
      try {
        accepted = StunCodec.parse(changed, 0, changed.length).authenticatedBy(key);
      } catch (StunException e) {
        accepted = false;
      }
      assertThat(accepted).as("bit %d", bit).isFalse();
    }
  }

  @Test
  void refusalsSayWhatAndWhere() {
    byte[] b = request();
    refused(Arrays.copyOf(b, 19), 19, "shorter");
    refused(Arrays.copyOf(b, b.length - 4), 2, "length");
    byte[] cookie = b.clone();
    cookie[4] = 0;
    refused(cookie, 4, "magic cookie");
    byte[] long1 = b.clone();
    long1[22] = 1;
    refused(long1, 20, "0x0006 of 266 bytes runs past the end");
    byte[] crc = b.clone();
    crc[b.length - 1]++;
    refused(crc, b.length - 8, "FINGERPRINT");
    refused(
        StunBuilder.bindingRequest(ID).attribute(StunAttributes.PRIORITY, new byte[3]).build(),
        20,
        "3 bytes");
    refused(
        StunBuilder.bindingRequest(ID).attribute(0x20, new byte[] {0, 2, 0, 0, 0, 0, 0, 0}).build(),
        20,
        "family");
    refused(StunBuilder.bindingRequest(ID).fingerprint().useCandidate().build(), 20, "FINGERPRINT");
  }

  private static void refused(byte[] b, int position, String words) {
    assertThatThrownBy(() -> StunCodec.parse(b, 0, b.length))
        .isInstanceOfSatisfying(
            StunException.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessageContaining(words);
  }

  /**
   * Many mutated messages: nothing but StunException, and every accessor works on what was
   * accepted.
   */
  @Test
  void noBytesBreakIt() {
    Random random = new Random(5769);
    byte[][] seeds = {
      Rfc5769Test.REQUEST, Rfc5769Test.RESPONSE_V4, Rfc5769Test.RESPONSE_V6, request()
    };
    int accepted = 0;
    int[] refusedAt = new int[256];
    for (int i = 0; i < ITERATIONS; i++) {
      byte[] b = mutate(seeds[i % seeds.length], random);
      try {
        touch(StunCodec.parse(b, 0, b.length));
        accepted++;
      } catch (StunException e) {
        refusedAt[Math.min(e.position(), 255)]++;
      }
    }
    // the mutations are neither all harmless nor all fatal
    assertThat(accepted).isBetween(ITERATIONS / 100, ITERATIONS - ITERATIONS / 100);
  }

  private void touch(StunMessage m) {
    m.username();
    m.priority();
    m.iceControlled();
    m.iceControlling();
    m.xorMappedAddress();
    m.errorCode();
    m.unknownAttributes();
    m.attribute(StunAttributes.MESSAGE_INTEGRITY);
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] b =
        Arrays.copyOf(seed, random.nextInt(8) == 0 ? random.nextInt(seed.length + 8) : seed.length);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && b.length > 0; i++) {
      int at = random.nextInt(b.length);
      b[at] =
          random.nextBoolean() ? (byte) random.nextInt() : (byte) (b[at] ^ 1 << random.nextInt(8));
    }
    if (b.length >= 20 && random.nextInt(4) > 0) { // let it past the header, or the fuzz ends there
      b[2] = (byte) (b.length - 20 >> 8);
      b[3] = (byte) (b.length - 20);
      System.arraycopy(seed, 4, b, 4, 4);
      if (random.nextBoolean() && b.length >= 28) { // and past the checksum
        b[b.length - 8] = 0;
      }
    }
    return b;
  }

  @Test
  void theServerAnswersBindingAndNothingElse() throws StunException {
    InetSocketAddress from = new InetSocketAddress("198.51.100.7", 4242);
    byte[] out = new byte[StunBindingResponder.MAX_RESPONSE];
    byte[] plain = StunBuilder.bindingRequest(ID).build();
    int len = StunBindingResponder.respond(plain, 0, plain.length, from, out);
    StunMessage answer = StunCodec.parse(out, 0, len);
    assertThat(answer.xorMappedAddress()).contains(from);
    assertThat(answer.answers(ID)).isTrue();
    assertThat(len).isEqualTo(32);

    byte[] unknown =
        StunBuilder.bindingRequest(ID).attribute(0x0003, new byte[4]).fingerprint().build();
    len = StunBindingResponder.respond(unknown, 0, unknown.length, from, out);
    StunMessage refusal = StunCodec.parse(out, 0, len);
    assertThat(refusal.errorCode()).hasValue(420);
    assertThat(refusal.fingerprinted()).isTrue();

    byte[] response = Arrays.copyOf(out, len);
    assertThat(StunBindingResponder.respond(response, 0, len, from, new byte[160])).isZero();
    byte[] indication = plain.clone();
    indication[1] = 0x11;
    assertThat(StunBindingResponder.respond(indication, 0, 20, from, out)).isZero();
    assertThat(StunBindingResponder.respond(new byte[20], 0, 20, from, out)).isZero();
  }

  @Test
  void theServerStandsAnyBytes() {
    Random random = new Random(8489);
    InetSocketAddress from = new InetSocketAddress("2001:db8::1", 1);
    byte[] out = new byte[StunBindingResponder.MAX_RESPONSE];
    byte[] wide = manyUnknown();
    assertThat(StunBindingResponder.respond(wide, 0, wide.length, from, out)).isPositive();
    for (int i = 0; i < ITERATIONS; i++) {
      byte[] b = mutate(i % 2 == 0 ? wide : request(), random);
      int len = StunBindingResponder.respond(b, 0, b.length, from, out);
      if (len < 0 || len > b.length + 48) {
        throw new AssertionError(len + " bytes in answer to " + b.length);
      }
    }
  }

  private static byte[] manyUnknown() {
    StunBuilder builder = StunBuilder.bindingRequest(ID);
    for (int i = 0; i < 32; i++) {
      builder.attribute(0x0100 + i, new byte[0]);
    }
    return builder.build();
  }
}
