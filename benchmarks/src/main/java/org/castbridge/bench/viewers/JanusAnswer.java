/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;

/** The answer to an offer of Janus: the same media lines, received only. */
final class JanusAnswer {
  private static final List<String> KEPT =
      List.of("a=mid:", "a=rtpmap:", "a=fmtp:", "a=rtcp-fb:", "a=rtcp-mux");

  private final List<List<String>> sections = new ArrayList<>();

  JanusAnswer(String offer) {
    sections.add(new ArrayList<>());
    for (String line : offer.split("\r?\n")) {
      if (line.startsWith("m=")) {
        sections.add(new ArrayList<>());
      }
      sections.get(sections.size() - 1).add(line);
    }
  }

  /** Janus and the viewer are on one machine: the address it offers is ours as well. */
  String write(IceCredentials ice, Fingerprint fingerprint, InetSocketAddress server, int port) {
    List<String> answer =
        new ArrayList<>(List.of("v=0", "o=- 2 2 IN IP4 127.0.0.1", "s=-", "t=0 0"));
    sections.get(0).stream().filter(l -> l.startsWith("a=group:")).forEach(answer::add);
    for (List<String> section : sections.subList(1, sections.size())) {
      answer.add(section.get(0));
      answer.add("c=IN IP4 " + server.getAddress().getHostAddress());
      section.stream().filter(l -> KEPT.stream().anyMatch(l::startsWith)).forEach(answer::add);
      answer.add("a=recvonly");
      answer.add("a=setup:active");
      answer.add("a=ice-ufrag:" + ice.ufrag());
      answer.add("a=ice-pwd:" + ice.pwd());
      answer.add("a=fingerprint:sha-256 " + fingerprint.value());
      answer.add(
          "a=candidate:1 1 udp 2130706431 "
              + (server.getAddress().getHostAddress() + " " + port)
              + " typ host");
      answer.add("a=end-of-candidates");
    }
    return String.join("\r\n", answer) + "\r\n";
  }
}
