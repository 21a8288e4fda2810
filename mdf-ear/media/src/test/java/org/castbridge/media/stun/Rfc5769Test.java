/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The test vectors of RFC 5769 with short-term credentials (sections 2.1 to 2.3). */
class Rfc5769Test {
  static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

  /** Section 2.1: a request as an ICE agent sends it. */
  static final byte[] REQUEST =
      hex(
          "00 01 00 58 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae"
              + "80 22 00 10 53 54 55 4e 20 74 65 73 74 20 63 6c 69 65 6e 74"
              + "00 24 00 04 6e 00 01 ff 80 29 00 08 93 2f f9 b1 51 26 3b 36"
              + "00 06 00 09 65 76 74 6a 3a 68 36 76 59 20 20 20"
              + "00 08 00 14 9a ea a7 0c bf d8 cb 56 78 1e f2 b5 b2 d3 f2 49 c1 b5 71 a2"
              + "80 28 00 04 e5 7a 3b cf");

  /** Section 2.2: its response over IPv4. */
  static final byte[] RESPONSE_V4 =
      hex(
          "01 01 00 3c 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae"
              + "80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20"
              + "00 20 00 08 00 01 a1 47 e1 12 a6 43"
              + "00 08 00 14 2b 91 f5 99 fd 9e 90 c3 8c 74 89 f9 2a f9 ba 53 f0 6b e7 d7"
              + "80 28 00 04 c0 7d 4c 96");

  /** Section 2.3: its response over IPv6. */
  static final byte[] RESPONSE_V6 =
      hex(
          "01 01 00 48 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae"
              + "80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20"
              + "00 20 00 14 00 02 a1 47 01 13 a9 fa a5 d3 f1 79 bc 25 f4 b5 be d2 b9 d9"
              + "00 08 00 14 a3 82 95 4e 4b e6 7b f1 17 84 c9 7c 82 92 c2 75 bf e3 ed 41"
              + "80 28 00 04 c8 fb 0b 4c");

  private static byte[] hex(String s) {
    return HexFormat.of().parseHex(s.replace(" ", ""));
  }

  private static StunMessage parse(byte[] b) throws StunException {
    return StunCodec.parse(b, 0, b.length);
  }

  @Test
  void requestIsReadWhole() throws StunException {
    StunMessage m = parse(REQUEST);
    assertThat(m.isBindingRequest()).isTrue();
    assertThat(m.username()).contains("evtj:h6vY");
    assertThat(m.priority()).hasValue(0x6e0001ffL);
    assertThat(m.iceControlled()).hasValue(0x932ff9b151263b36L);
    assertThat(m.iceControlling()).isEmpty();
    assertThat(m.useCandidate()).isFalse();
    assertThat(m.fingerprinted()).isTrue();
    assertThat(m.unknownAttributes()).isEmpty();
    assertThat(m.authenticatedBy(new StunIntegrity(PASSWORD))).isTrue();
    assertThat(m.authenticatedBy(new StunIntegrity("VOkJxbRl1RmTxUk/WvJxBu"))).isFalse();
  }

  @Test
  void responsesGiveTheMappedAddress() throws StunException {
    StunIntegrity key = new StunIntegrity(PASSWORD);
    StunMessage v4 = parse(RESPONSE_V4);
    assertThat(v4.messageClass()).isEqualTo(StunClass.SUCCESS);
    assertThat(v4.xorMappedAddress()).contains(new InetSocketAddress("192.0.2.1", 32853));
    assertThat(v4.authenticatedBy(key)).isTrue();
    StunMessage v6 = parse(RESPONSE_V6);
    assertThat(v6.xorMappedAddress())
        .contains(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853));
    assertThat(v6.authenticatedBy(key)).isTrue();
    assertThat(v4.answers(parse(REQUEST).transactionId())).isTrue();
  }

  /**
   * What the vectors' sender would have written, we write: but for its padding bytes, which ours
   * are zero.
   */
  @Test
  void whatWeBuildIsWhatWeRead() throws StunException {
    StunMessage request = parse(REQUEST);
    byte[] built =
        StunBuilder.success(request)
            .attribute(
                StunAttributes.SOFTWARE,
                "test vector".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .xorMappedAddress(new InetSocketAddress("192.0.2.1", 32853))
            .integrity(new StunIntegrity(PASSWORD))
            .fingerprint()
            .build();
    assertThat(built).hasSameSizeAs(RESPONSE_V4);
    byte[] expected = RESPONSE_V4.clone();
    expected[35] = 0; // the padding of SOFTWARE
    assertThat(java.util.Arrays.copyOf(built, 52)).isEqualTo(java.util.Arrays.copyOf(expected, 52));
    assertThat(parse(built).authenticatedBy(new StunIntegrity(PASSWORD))).isTrue();
  }
}
