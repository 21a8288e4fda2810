/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.television;

import static org.assertj.core.api.Assertions.assertThat;
import static org.castbridge.tests.wire.MessageSequence.step;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Television;
import org.castbridge.tests.wire.ExchangePage;
import org.castbridge.tests.wire.MessageSequence;
import org.castbridge.tests.wire.WireMessage;
import org.castbridge.tests.wire.WireRecorder;
import org.junit.jupiter.api.Test;

/**
 * Watching, zapping, pausing and going back to live on the wire, in their order. The recording
 * becomes the page docs/7-live-television-message-by-message.md.
 */
class RecordedTelevisionIT {
  /** Protocol and a piece of the message, in the order they must come. */
  private static final MessageSequence ORDER =
      MessageSequence.of(
          step("W2", "\"channels\""),
          step("HTTP", "GET /iptv/ssf/dvb/sdns/service_discovery?Payload=02"),
          step("W2", "\"items\""),
          step("W2", "\"watch\""),
          step("SIP", "INVITE sip:bc@ims.test"), // SGW to Core IMS
          step("SIP", "INVITE sip:bc@ims.test"), // Core IMS to SCF
          step("SIP", "INVITE sip:mcf@ims.test"), // SCF to Core IMS
          step("SIP", "INVITE sip:mcf@ims.test"), // Core IMS to MCF
          step("HTTP", "GET /mdf/xp/channels/one"),
          step("HTTP", "POST /mdf/xp/sessions"),
          step("HTTP", "HTTP/1.1 201"),
          step("HTTP", "/play"),
          step("SIP", "SIP/2.0 200"),
          step("W2", "\"answer\""),
          step("SRTP", "SRTP"),
          // a zap within the package
          step("W2", "\"zap\""),
          step("SIP", "INFO "),
          step("SIP", "INFO "),
          step("SIP", "INFO "),
          step("SIP", "INFO "),
          step("HTTP", "/switch"),
          step("SIP", "SIP/2.0 200"),
          step("W2", "\"state\""),
          // to another package
          step("W2", "\"zap\""),
          step("SIP", "INVITE "),
          step("HTTP", "/switch"),
          step("W2", "\"state\""),
          // pause: over to time shift
          step("W2", "\"pause\""),
          step("SIP", "INVITE "),
          step("SIP", "SIP/2.0 200"),
          step("RTSP", "PAUSE rtsp://"),
          step("W2", "\"paused\""),
          step("W2", "\"seek\""),
          step("RTSP", "PLAY rtsp://"),
          // and back
          step("W2", "\"live\""),
          step("SIP", "INVITE "),
          step("HTTP", "/switch"),
          step("W2", "\"state\""),
          step("W2", "\"close\""),
          step("SIP", "BYE "),
          step("HTTP", "DELETE /mdf/xp/sessions/"));

  @Test
  void everyChangeRunsThroughCoreIms() throws Exception {
    assumeTrue(
        WireRecorder.possible(), "capturing needs root and the program tshark (package tshark)");
    List<WireMessage> messages = record();
    Files.writeString(
        Product.reports().resolve("television-messages.md"),
        new ExchangePage(Product.running()).render(messages, ORDER.begin(messages)));
    assertThat(ORDER.firstMissing(messages)).as("the first message not seen").isEmpty();
    assertThat(messages.stream().filter(m -> m.start().contains("POST /mdf/xp/sessions HTTP")))
        .as("one session, whatever is watched")
        .hasSize(1);
    assertThat(messages).anyMatch(m -> m.text().contains("h-offset="));
    assertThat(messages).anyMatch(m -> m.text().contains("SwitchToTM"));
    assertThat(messages).anyMatch(m -> m.text().contains("SwitchToBC"));
  }

  private static List<WireMessage> record() throws Exception {
    Product product = Product.running();
    try (WireRecorder recorder =
            WireRecorder.of(product, Product.reports().resolve("television.pcapng"));
        Television tv = new Television("alice", "wonderland").watch("one")) {
      look();
      tv.viewer().press("ArrowUp");
      look();
      tv.viewer().press("ArrowUp");
      look();
      tv.viewer().press("k");
      tv.viewer().awaitStatus("paused");
      tv.viewer().press("k");
      tv.viewer().awaitStatus("playing");
      tv.viewer().press("j");
      look();
      tv.viewer().press("l");
      tv.awaitBehind(0, 0);
      look();
      tv.viewer().page().click("#leave");
      tv.viewer().page().waitForSelector(".channel");
      tv.viewer().signOut();
      return recorder.stop();
    }
  }

  /** The viewer looks at what has come; all answers are there then. */
  private static void look() {
    LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
  }
}
