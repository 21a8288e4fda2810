/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Viewer;
import org.castbridge.tests.wire.ExchangePage;
import org.castbridge.tests.wire.WireMessage;
import org.castbridge.tests.wire.WireRecorder;
import org.junit.jupiter.api.Test;

/**
 * All five sequences of the patent's Fig. 6 on the wire, in their order. The recording becomes the
 * page docs/2-a-film-message-by-message.md.
 */
class RecordedExchangeIT {
  /** Protocol and a piece of the start line, in the order they must come. */
  private static final List<List<String>> ORDER =
      List.of(
          List.of("W2", "\"hello\""),
          List.of("SIP", "REGISTER sip:ims.test"),
          List.of("SIP", "SIP/2.0 401"),
          List.of("W2", "\"challenge\""),
          List.of("W2", "\"authenticate\""),
          List.of("SIP", "REGISTER sip:ims.test"),
          List.of("SIP", "SIP/2.0 200"),
          List.of("W2", "\"registered\""),
          List.of("SIP", "SUBSCRIBE sip:sdf@ims.test"),
          List.of("SIP", "NOTIFY "),
          List.of("HTTP", "GET /iptv/ssf/"),
          List.of("HTTP", "HTTP/1.1 "), // 200, or 304 to a gateway that asked before
          List.of("W2", "\"items\""),
          List.of("W2", "\"open\""),
          List.of("SIP", "INVITE sip:cod-harbour@ims.test"), // SGW to Core IMS
          List.of("SIP", "INVITE sip:cod-harbour@ims.test"), // Core IMS to SCF
          List.of("SIP", "INVITE sip:mcf@ims.test"), // SCF to Core IMS
          List.of("SIP", "INVITE sip:mcf@ims.test"), // Core IMS to MCF
          List.of("HTTP", "POST /mdf/xp/sessions"),
          List.of("HTTP", "HTTP/1.1 201"),
          List.of("SIP", "SIP/2.0 200"),
          List.of("W2", "\"answer\""),
          List.of("RTSP", "PLAY rtsp://"),
          List.of("HTTP", "POST /mdf/xp/sessions/"),
          List.of("RTSP", "RTSP/1.0 200"),
          List.of("W2", "\"state\""),
          List.of("SRTP", "SRTP"),
          List.of("RTSP", "PAUSE rtsp://"),
          List.of("W2", "\"close\""),
          List.of("SIP", "BYE "),
          List.of("HTTP", "DELETE /mdf/xp/sessions/"));

  @Test
  void everySequenceRunsOverItsReferencePointInOrder() throws Exception {
    assumeTrue(
        WireRecorder.possible(), "capturing needs root and the program tshark (package tshark)");
    List<WireMessage> messages = record();
    Files.writeString(
        Product.reports().resolve("film-messages.md"),
        new ExchangePage(Product.running()).render(messages));

    int found = 0;
    for (WireMessage message : messages) {
      if (found < ORDER.size() && matches(message, ORDER.get(found))) {
        found++;
      }
    }
    assertThat(found)
        .as(
            "messages in order; the first not seen: "
                + ORDER.get(Math.min(found, ORDER.size() - 1)))
        .isEqualTo(ORDER.size());
    assertThat(firstIndex(messages, "STUN")).isLessThan(firstIndex(messages, "DTLS"));
    assertThat(firstIndex(messages, "DTLS")).isLessThan(firstIndex(messages, "SRTP"));
    assertThat(messages).noneMatch(m -> m.text().contains("wonderland"));
  }

  private static List<WireMessage> record() throws Exception {
    Product product = Product.running();
    Map<Integer, String> ports = new LinkedHashMap<>();
    ports.put(product.port(8080), "HTTP");
    ports.put(product.port(5060), "SIP");
    ports.put(product.port(5070), "SIP");
    ports.put(product.port(8554), "RTSP");
    ports.put(product.port(20100), "MEDIA");
    try (WireRecorder recorder = new WireRecorder(ports, Product.reports().resolve("film.pcapng"));
        Viewer alice = new Viewer()) {
      alice.signIn("alice", "wonderland").watch("harbour").awaitShown(1, 30);
      alice.press("k");
      alice.awaitStatus("paused");
      alice.closeFilm();
      alice.signOut();
      return recorder.stop();
    }
  }

  private static boolean matches(WireMessage message, List<String> expected) {
    boolean w2 = message.protocol().equals("W2");
    String where =
        w2 ? message.text().substring(0, Math.min(4000, message.text().length())) : message.start();
    return message.protocol().equals(expected.get(0)) && where.contains(expected.get(1));
  }

  private static int firstIndex(List<WireMessage> messages, String protocol) {
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).protocol().equals(protocol)) {
        return i;
      }
    }
    throw new AssertionError("no " + protocol + " on the wire");
  }
}
