/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castbridge.tests.harness.Product;

/**
 * Which functions a captured message went between. Several share a port in the all-in-one run, so
 * the message itself tells: the path of HTTP, Route and Request-URI of SIP.
 */
final class Parties {
  private static final Pattern FUNCTION = Pattern.compile("sip:(sdf|scf|mcf)@");
  private static final Pattern TAG = Pattern.compile("tag=([^;>\\\\s]+)");
  private static final Map<String, List<String>> PATHS =
      Map.of(
          "/mdf/xp", List.of("MCF", "MDF"),
          "/mcf/xp-events", List.of("MDF", "MCF"),
          "/iptv/ssf", List.of("SGW", "SSF"));

  private final int core;
  private final int castbridge;
  private final int rtsp;
  private final int http;
  private final Map<String, String> caller = new HashMap<>();
  private final Map<String, String> callee = new HashMap<>();
  private final Map<String, String> callerTag = new HashMap<>();
  private final Map<Integer, List<String>> httpConnections = new HashMap<>();

  Parties(Product product) {
    core = product.port(5070);
    castbridge = product.port(5060);
    rtsp = product.port(8554);
    http = product.port(8080);
  }

  /** To be called with every message in order, before {@link #of}. */
  void learn(WireMessage message) {
    if (message.protocol().equals("SIP") && !message.text().startsWith("SIP/2.0")) {
      learnDialogue(message);
    } else if (message.protocol().equals("HTTP") && message.toPort() == http) {
      PATHS.forEach(
          (path, parties) -> {
            if (message.start().contains(" " + path)) {
              httpConnections.put(message.fromPort(), parties);
            }
          });
    }
  }

  private void learnDialogue(WireMessage message) {
    String call = message.header("Call-ID");
    callerTag.putIfAbsent(call, tag(message));
    if (message.toPort() == core) {
      caller.putIfAbsent(call, message.start().contains(" sip:mcf@") ? "SCF" : "SGW");
    } else {
      caller.putIfAbsent(call, "Core IMS"); // a third-party REGISTER is the core's own
      Matcher function = FUNCTION.matcher(message.header("Route") + message.start());
      if (function.find()) {
        callee.putIfAbsent(call, function.group(1).toUpperCase(java.util.Locale.ROOT));
      }
    }
  }

  /** Sender and receiver. */
  List<String> of(WireMessage message) {
    if (message.protocol().equals("SIP")) {
      return sip(message);
    }
    if (message.protocol().equals("RTSP")) {
      return message.toPort() == rtsp ? List.of("SGW", "MCF") : List.of("MCF", "SGW");
    }
    boolean towardsServer = message.toPort() == http;
    int client = towardsServer ? message.fromPort() : message.toPort();
    List<String> pair = httpConnections.getOrDefault(client, List.of("browser", "SGW"));
    return towardsServer ? pair : List.of(pair.get(1), pair.get(0));
  }

  private List<String> sip(WireMessage message) {
    String call = message.header("Call-ID");
    boolean response = message.text().startsWith("SIP/2.0");
    boolean requestFromCaller = tag(message).equals(callerTag.get(call));
    boolean fromCaller = requestFromCaller != response;
    boolean towardsCore = message.toPort() == core || message.fromPort() == castbridge;
    String here = (fromCaller == towardsCore ? caller : callee).getOrDefault(call, "castbridge");
    return towardsCore ? List.of(here, "Core IMS") : List.of("Core IMS", here);
  }

  private static String tag(WireMessage message) {
    Matcher tag = TAG.matcher(message.header("From"));
    return tag.find() ? tag.group(1) : "";
  }
}
