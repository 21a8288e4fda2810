/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castbridge.tests.wire.MessageSequence.step;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Viewer;
import org.castbridge.tests.wire.ExchangePage;
import org.castbridge.tests.wire.MessageSequence;
import org.castbridge.tests.wire.WireMessage;
import org.castbridge.tests.wire.WireRecorder;
import org.junit.jupiter.api.Test;

/**
 * All five sequences of the patent's Fig. 6 on the wire, in their order. The recording becomes the
 * page docs/2-a-film-message-by-message.md.
 */
class RecordedExchangeIT {
  /** Protocol and a piece of the start line, in the order they must come. */
  private static final MessageSequence ORDER =
      MessageSequence.of(
          step("W2", "\"hello\""),
          step("SIP", "REGISTER sip:ims.test"),
          step("SIP", "SIP/2.0 401"),
          step("W2", "\"challenge\""),
          step("W2", "\"authenticate\""),
          step("SIP", "REGISTER sip:ims.test"),
          step("SIP", "SIP/2.0 200"),
          step("W2", "\"registered\""),
          step("SIP", "SUBSCRIBE sip:sdf@ims.test"),
          step("SIP", "NOTIFY "),
          step("HTTP", "GET /iptv/ssf/"),
          step("HTTP", "HTTP/1.1 "), // 200, or 304 to a gateway that asked before
          step("W2", "\"items\""),
          step("W2", "\"open\""),
          step("SIP", "INVITE sip:cod-harbour@ims.test"), // SGW to Core IMS
          step("SIP", "INVITE sip:cod-harbour@ims.test"), // Core IMS to SCF
          step("SIP", "INVITE sip:mcf@ims.test"), // SCF to Core IMS
          step("SIP", "INVITE sip:mcf@ims.test"), // Core IMS to MCF
          step("HTTP", "POST /mdf/xp/sessions"),
          step("HTTP", "HTTP/1.1 201"),
          step("SIP", "SIP/2.0 200"),
          step("W2", "\"answer\""),
          step("RTSP", "PLAY rtsp://"),
          step("HTTP", "POST /mdf/xp/sessions/"),
          step("RTSP", "RTSP/1.0 200"),
          step("W2", "\"state\""),
          step("SRTP", "SRTP"),
          step("RTSP", "PAUSE rtsp://"),
          step("W2", "\"close\""),
          step("SIP", "BYE "),
          step("HTTP", "DELETE /mdf/xp/sessions/"));

  @Test
  void everySequenceRunsOverItsReferencePointInOrder() throws Exception {
    assumeTrue(
        WireRecorder.possible(), "capturing needs root and the program tshark (package tshark)");
    List<WireMessage> messages = record();
    Files.writeString(
        Product.reports().resolve("film-messages.md"),
        new ExchangePage(Product.running()).render(messages));

    assertThat(ORDER.firstMissing(messages)).as("the first message not seen").isEmpty();
    assertThat(firstIndex(messages, "STUN")).isLessThan(firstIndex(messages, "DTLS"));
    assertThat(firstIndex(messages, "DTLS")).isLessThan(firstIndex(messages, "SRTP"));
    assertThat(messages).noneMatch(m -> m.text().contains("wonderland"));
  }

  private static List<WireMessage> record() throws Exception {
    Product product = Product.running();
    try (WireRecorder recorder =
            WireRecorder.of(product, Product.reports().resolve("film.pcapng"));
        Viewer alice = new Viewer()) {
      alice.signIn("alice", "wonderland").watch("harbour").awaitShown(1, 30);
      alice.press("k");
      alice.awaitStatus("paused");
      alice.closeFilm();
      alice.signOut();
      return recorder.stop();
    }
  }

  private static int firstIndex(List<WireMessage> messages, String protocol) {
    return MessageSequence.of(step(protocol, protocol)).begin(messages);
  }
}
