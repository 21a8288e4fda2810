/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.television;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.wire.ExchangePage;
import org.castbridge.tests.wire.WireMessage;
import org.castbridge.tests.wire.WireRecorder;
import org.junit.jupiter.api.Test;

/**
 * Watching, zapping, pausing and going back to live on the wire, in their order. The recording
 * becomes the page docs/7-live-television-message-by-message.md.
 */
class RecordedTelevisionIT {
  /** Protocol and a piece of the message, in the order they must come. */
  private static final List<List<String>> ORDER =
      List.of(
          List.of("W2", "\"channels\""),
          List.of("HTTP", "GET /iptv/ssf/dvb/sdns/service_discovery?Payload=02"),
          List.of("W2", "\"items\""),
          List.of("W2", "\"watch\""),
          List.of("SIP", "INVITE sip:bc@ims.test"), // SGW to Core IMS
          List.of("SIP", "INVITE sip:bc@ims.test"), // Core IMS to SCF
          List.of("SIP", "INVITE sip:mcf@ims.test"), // SCF to Core IMS
          List.of("SIP", "INVITE sip:mcf@ims.test"), // Core IMS to MCF
          List.of("HTTP", "GET /mdf/xp/channels/one"),
          List.of("HTTP", "POST /mdf/xp/sessions"),
          List.of("HTTP", "HTTP/1.1 201"),
          List.of("HTTP", "/play"),
          List.of("SIP", "SIP/2.0 200"),
          List.of("W2", "\"answer\""),
          List.of("SRTP", "SRTP"),
          // a zap within the package
          List.of("W2", "\"zap\""),
          List.of("SIP", "INFO "),
          List.of("SIP", "INFO "),
          List.of("SIP", "INFO "),
          List.of("SIP", "INFO "),
          List.of("HTTP", "/switch"),
          List.of("SIP", "SIP/2.0 200"),
          List.of("W2", "\"state\""),
          // to another package
          List.of("W2", "\"zap\""),
          List.of("SIP", "INVITE "),
          List.of("HTTP", "/switch"),
          List.of("W2", "\"state\""),
          // pause: over to time shift
          List.of("W2", "\"pause\""),
          List.of("SIP", "INVITE "),
          List.of("SIP", "SIP/2.0 200"),
          List.of("RTSP", "PAUSE rtsp://"),
          List.of("W2", "\"paused\""),
          List.of("W2", "\"seek\""),
          List.of("RTSP", "PLAY rtsp://"),
          // and back
          List.of("W2", "\"live\""),
          List.of("SIP", "INVITE "),
          List.of("HTTP", "/switch"),
          List.of("W2", "\"state\""),
          List.of("W2", "\"close\""),
          List.of("SIP", "BYE "),
          List.of("HTTP", "DELETE /mdf/xp/sessions/"));

  @Test
  void everyChangeRunsThroughCoreIms() throws Exception {
    assumeTrue(
        WireRecorder.possible(), "capturing needs root and the program tshark (package tshark)");
    List<WireMessage> messages = record();
    int begin = 0;
    while (!matches(messages.get(begin), ORDER.get(0))) {
      begin++;
    }
    Files.writeString(
        Product.reports().resolve("television-messages.md"),
        new ExchangePage(Product.running()).render(messages, begin));
    int found = 0;
    for (WireMessage message : messages) {
      if (found < ORDER.size() && matches(message, ORDER.get(found))) {
        found++;
      }
    }
    assertThat(found)
        .as("the first not seen: " + ORDER.get(Math.min(found, ORDER.size() - 1)))
        .isEqualTo(ORDER.size());
    assertThat(messages.stream().filter(m -> m.start().contains("POST /mdf/xp/sessions HTTP")))
        .as("one session, whatever is watched")
        .hasSize(1);
    assertThat(messages).anyMatch(m -> m.text().contains("h-offset="));
    assertThat(messages).anyMatch(m -> m.text().contains("SwitchToTM"));
    assertThat(messages).anyMatch(m -> m.text().contains("SwitchToBC"));
  }

  private static List<WireMessage> record() throws Exception {
    Product product = Product.running();
    Map<Integer, String> ports = new LinkedHashMap<>();
    ports.put(product.port(8080), "HTTP");
    ports.put(product.port(5060), "SIP");
    ports.put(product.port(5070), "SIP");
    ports.put(product.port(8554), "RTSP");
    ports.put(product.port(20100), "MEDIA");
    try (WireRecorder recorder =
            new WireRecorder(ports, Product.reports().resolve("television.pcapng"));
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

  private static boolean matches(WireMessage message, List<String> expected) {
    boolean w2 = message.protocol().equals("W2");
    String where =
        w2 ? message.text().substring(0, Math.min(4000, message.text().length())) : message.start();
    return message.protocol().equals(expected.get(0)) && where.contains(expected.get(1));
  }
}
