/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.wire;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.castbridge.tests.harness.Product;

/**
 * Writes a recorded exchange as a page for people: one heading a message, who to whom, the message
 * itself.
 */
public final class ExchangePage {
  private static final int LONGEST = 4_000;
  private final Parties parties;

  /** Of an exchange with this product. */
  public ExchangePage(Product product) {
    parties = new Parties(product);
  }

  /** All messages. */
  public String render(List<WireMessage> messages) {
    return render(messages, 0);
  }

  /** The messages from one on; who spoke before is learnt from those before. */
  public String render(List<WireMessage> messages, int from) {
    StringBuilder page = new StringBuilder();
    Set<String> media = new TreeSet<>();
    int number = 0;
    messages.subList(0, from).forEach(parties::learn);
    for (WireMessage message : messages.subList(from, messages.size())) {
      parties.learn(message);
      if (message.protocol().matches("STUN|DTLS|SRTP")) {
        if (media.add(message.protocol())) {
          page.append(mediaLine(message));
        }
      } else if (worthShowing(message)) {
        page.append(section(++number, message));
      }
    }
    return page.toString();
  }

  /** The page's own files and posters are no part of the exchange. */
  private static boolean worthShowing(WireMessage message) {
    if (!message.protocol().equals("HTTP")) {
      return !message.text().contains("\"ping\"") && !message.text().contains("\"pong\"");
    }
    String text = message.text();
    return text.startsWith("POST")
        || text.startsWith("DELETE")
        || text.startsWith("GET /iptv/ssf/dvb")
        || text.startsWith("GET /mdf/")
        || text.startsWith("GET /w2")
        || text.startsWith("HTTP/1.1 101")
        || text.startsWith("HTTP/1.1 201")
        || text.startsWith("HTTP/1.1 204")
        || text.contains("TVAMain")
        || text.contains("BroadcastDiscovery")
        || text.contains("application/json");
  }

  private static String mediaLine(WireMessage message) {
    return String.format(
        Locale.ROOT,
        "\n### UDP: the first %s packet, after %d ms\n\n%d → %d, %s\n",
        message.protocol(),
        message.millis(),
        message.fromPort(),
        message.toPort(),
        message.text());
  }

  private String section(int number, WireMessage message) {
    String text = message.text().replace("\r\n", "\n").stripTrailing();
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "\n…" : text;
    String fence = message.protocol().equals("W2") ? "json" : "";
    return String.format(
        Locale.ROOT,
        "\n### %d. %s, %s, after %d ms\n\n```%s\n%s\n```\n",
        number,
        title(message),
        way(message),
        message.millis(),
        fence,
        shown);
  }

  private static String title(WireMessage message) {
    if (message.protocol().equals("W2")) {
      return "W2 " + message.text().replaceFirst("(?s).*?\"type\"\\s*:\\s*\"([a-z]+)\".*", "$1");
    }
    String start = message.start();
    return start.startsWith("SIP/2.0")
            || start.startsWith("HTTP/1.1")
            || start.startsWith("RTSP/1.0")
        ? start.substring(start.indexOf(' ') + 1)
            + " ("
            + message.protocol()
            + answered(message)
            + ")"
        : message.protocol() + " " + start.substring(0, Math.max(start.indexOf(' '), 0));
  }

  private static String answered(WireMessage message) {
    String sequence = message.header("CSeq");
    return message.protocol().equals("SIP") && sequence.contains(" ")
        ? " to " + sequence.substring(sequence.indexOf(' ') + 1)
        : "";
  }

  private String way(WireMessage message) {
    return String.join(" → ", parties.of(message));
  }
}
