/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.castbridge.ims.message.SessionCase;
import org.junit.jupiter.api.Test;

class ChainStateCodecTest {
  private final ChainStateCodec codec = new ChainStateCodec(new byte[32]);

  @Property(tries = 300)
  void whatIsWrittenIsRead(
      @ForAll SessionCase sessionCase, @ForAll @IntRange(max = 100000) int priority) {
    ChainState state = new ChainState(sessionCase, "sip:al|ice@ims.test", priority);
    String text = codec.encode(state);
    assertThat(text).matches("[A-Za-z0-9_.-]+");
    assertThat(codec.decode(text)).contains(state);
  }

  @Property(tries = 1000)
  void anyOtherTextIsNot(@ForAll String text) {
    assertThat(codec.decode(text)).isEmpty();
    assertThat(codec.decode("MHwxfHNpcDphQGI." + text)).isEmpty();
  }

  @Test
  void anotherCoreCannotMakeOne() {
    byte[] key = new byte[32];
    key[0] = 1;
    ChainState state = new ChainState(SessionCase.ORIGINATING, "sip:alice@ims.test", 1);
    assertThat(codec.decode(new ChainStateCodec(key).encode(state))).isEmpty();
    assertThatThrownBy(() -> new ChainStateCodec(new byte[8]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
