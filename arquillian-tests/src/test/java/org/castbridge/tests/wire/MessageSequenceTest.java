/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.castbridge.tests.wire.MessageSequence.step;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageSequenceTest {
  private static final List<WireMessage> CALL =
      List.of(
          message("W2", "{\"type\":\"open\",\n\"content\":\"harbour\"}"),
          message("SIP", "INVITE sip:mcf@ims.test SIP/2.0\r\nTo: <sip:bye@ims.test>\r\n\r\n"),
          message("SIP", "SIP/2.0 200 OK\r\n\r\n"),
          message("SIP", "BYE sip:mcf@ims.test SIP/2.0\r\n\r\n"));

  private static WireMessage message(String protocol, String text) {
    return new WireMessage(0, protocol, 1, 2, text);
  }

  @Test
  void othersMayStandBetween() {
    assertThat(
            MessageSequence.of(step("W2", "\"harbour\""), step("SIP", "BYE ")).firstMissing(CALL))
        .isEmpty();
  }

  @Test
  void theFirstOutOfOrderIsNamed() {
    MessageSequence sequence =
        MessageSequence.of(
            step("SIP", "INVITE "), step("SIP", "BYE "), step("SIP", "200"), step("W2", "x"));
    assertThat(sequence.firstMissing(CALL)).contains(step("SIP", "200"));
    assertThat(sequence.firstMissing(List.of())).contains(step("SIP", "INVITE "));
  }

  @Test
  void aMessageIsOneStepOnly() {
    assertThat(
            MessageSequence.of(step("SIP", "INVITE "), step("SIP", "INVITE ")).firstMissing(CALL))
        .contains(step("SIP", "INVITE "));
  }

  @Test
  void protocolAndStartLineCount() {
    assertThat(MessageSequence.of(step("HTTP", "INVITE ")).firstMissing(CALL)).isPresent();
    assertThat(MessageSequence.of(step("SIP", "bye@ims.test")).firstMissing(CALL)).isPresent();
  }

  @Test
  void beginsWithItsFirstStep() {
    assertThat(MessageSequence.of(step("SIP", "200")).begin(CALL)).isEqualTo(2);
    assertThatThrownBy(() -> MessageSequence.of(step("RTSP", "PLAY")).begin(CALL))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("RTSP");
  }
}
