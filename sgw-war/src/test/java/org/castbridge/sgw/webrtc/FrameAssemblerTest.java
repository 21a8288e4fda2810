/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import org.castbridge.sgw.webrtc.FrameAssembler.Result;
import org.junit.jupiter.api.Test;

class FrameAssemblerTest {
  private final FrameAssembler assembler = new FrameAssembler();

  @Test
  void partsMakeAMessage() {
    assertThat(assembler.add("{\"a\"", false)).isEqualTo(Result.MORE);
    assertThat(assembler.add(":1}", true)).isEqualTo(Result.COMPLETE);
    assertThat(assembler.take()).isEqualTo("{\"a\":1}");
    assertThat(assembler.add("x", true)).isEqualTo(Result.COMPLETE);
    assertThat(assembler.take()).isEqualTo("x");
  }

  @Test
  void theLimitCountsBytes() {
    assertThat(assembler.add("é".repeat(FrameAssembler.LIMIT / 2), true))
        .isEqualTo(Result.COMPLETE);
    assembler.take();
    assertThat(assembler.add("é".repeat(FrameAssembler.LIMIT / 2) + "x", true))
        .isEqualTo(Result.TOO_LARGE);
  }

  @Test
  void anEndlessMessageKeepsNothing() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(assembler.add("x".repeat(10_000), false)).isEqualTo(Result.MORE);
    }
    assertThat(assembler.add("x", true)).isEqualTo(Result.TOO_LARGE);
    assertThat(assembler.take()).isEmpty();
    assertThat(assembler.add("ok", true)).isEqualTo(Result.COMPLETE);
  }
}
