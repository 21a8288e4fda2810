/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IceFragmentTest {
  @Test
  void theExampleOfRfc9725IsRead() {
    IceFragment fragment =
        IceFragment.parse(
            """
            a=ice-ufrag:EsAw
            a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
            a=group:BUNDLE 0 1
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=mid:0
            a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1
            a=candidate:3471623853 1 udp 2122194687 198.51.100.2 61765 typ host generation 0 ufrag EsAw network-id 2
            a=candidate:473322822 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active generation 0 ufrag EsAw
            a=candidate:473322822 1 udp 1518280447 f00.local 9000 typ host
            a=end-of-candidates
            """);
    assertThat(fragment.credentials())
        .isEqualTo(new IceCredentials("EsAw", "P2uYro0UCOQ4zxjKXaWCBui1"));
    assertThat(fragment.candidates()).hasSize(3);
    assertThat(fragment.complete()).isTrue();
  }

  @Test
  void aFragmentWithoutCredentialsHasNone() {
    assertThat(IceFragment.parse("a=mid:0\r\na=ice-ufrag:EsAw\r\n").credentials()).isNull();
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IceFragment.parse("a=candidate:1 1 udp x 192.0.2.1 9 typ host"))
        .withMessageContaining("priority 'x'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IceFragment.parse("a=ice-ufrag:EsAw\r\na=ice-pwd:short\r\n"))
        .withMessageContaining("pwd");
  }
}
