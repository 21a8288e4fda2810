/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IceCandidateTest {
  @Test
  void ourOwnAreWrittenAsRfc8839AndRfc6544Say() {
    InetSocketAddress v4 = new InetSocketAddress("192.0.2.1", 20_100);
    InetSocketAddress v6 = new InetSocketAddress("2001:db8::1", 20_100);

    assertThat(IceCandidate.udpHost(v4, 0))
        .hasToString("1 1 udp 2130706431 192.0.2.1 20100 typ host");
    assertThat(IceCandidate.udpHost(v6, 1))
        .hasToString("2 1 udp 2130706175 2001:db8:0:0:0:0:0:1 20100 typ host");
    assertThat(IceCandidate.tcpHost(v4, 0))
        .hasToString("t1 1 tcp 1520435199 192.0.2.1 20100 typ host tcptype passive");
  }

  @Test
  void whatBrowsersSendIsRead() {
    IceCandidate candidate =
        IceCandidate.parse(
                "candidate:842163049 1 udp 1677729535 198.51.100.7 51000 typ srflx raddr 0.0.0.0"
                    + " rport 0 generation 0 ufrag EsAw network-cost 999")
            .orElseThrow();
    assertThat(candidate.address()).isEqualTo(new InetSocketAddress("198.51.100.7", 51_000));
    assertThat(candidate.type()).isEqualTo("srflx");
    assertThat(candidate.priority()).isEqualTo(1_677_729_535L);

    IceCandidate active =
        IceCandidate.parse("2 1 TCP 2105524479 2001:db8::7 9 typ host tcptype active")
            .orElseThrow();
    assertThat(active.tcp()).isTrue();
    assertThat(active.tcpType()).isEqualTo("active");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 1 udp 2113937151 6f1bd1e1-7c3c-4b3e-8f1f-3f9b0e7f0c11.local 50000 typ host",
        "1 2 udp 2113937150 192.0.2.7 50001 typ host",
        "1 1 sctp 2113937151 192.0.2.7 50000 typ host",
        "1 1 udp 2113937151 0.0.0.0 50000 typ host",
        "1 1 udp 2113937151 999.1.1.1 50000 typ host"
      })
  void whatCannotBeUsedIsPassedOver(String line) {
    assertThat(IceCandidate.parse(line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "candidate:",
        "1 1 udp 99999999999 192.0.2.7 50000 typ host",
        "1 1 udp x 192.0.2.7 50000 typ host",
        "1 1 udp 1 192.0.2.7 70000 typ host",
        "1 1 udp 1 192.0.2.7 50000 host typ"
      })
  void whatIsNoCandidateIsNamed(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> IceCandidate.parse(line));
  }
}
