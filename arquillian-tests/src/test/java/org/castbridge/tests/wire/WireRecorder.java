/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.Product;

/**
 * Captures the loopback traffic of given ports with Wireshark's programs and cuts it into messages.
 * Media counts from sessions that shook hands while it ran: a browser that vanished before is sent
 * pictures until its consent has expired (RFC 7675 5.1).
 */
public final class WireRecorder implements AutoCloseable {
  private static final Path TSHARK = Path.of("/usr/bin/tshark");
  private static final Path DUMPCAP = Path.of("/usr/bin/dumpcap");

  private static final int DTLS_HANDSHAKE = 22;
  private static final Set<String> MEDIA = Set.of("STUN", "DTLS", "SRTP");

  private final Map<Integer, String> protocols;
  private final Set<Set<Integer>> handshakes = new HashSet<>();
  private final Path file;
  private final Process capture;

  /**
   * Starts capturing all that a running product exchanges.
   *
   * @param file where the packets go; stays there for Wireshark
   */
  public static WireRecorder of(Product product, Path file) throws IOException {
    Map<Integer, String> ports = new LinkedHashMap<>();
    ports.put(product.port(8080), "HTTP");
    ports.put(product.port(5060), "SIP");
    ports.put(product.port(5070), "SIP");
    ports.put(product.port(8554), "RTSP");
    ports.put(product.port(20100), "MEDIA");
    return new WireRecorder(ports, file);
  }

  /** Whether this machine and user can capture at all. */
  public static boolean possible() {
    return Files.isExecutable(TSHARK)
        && Files.isExecutable(DUMPCAP)
        && "root".equals(System.getProperty("user.name"));
  }

  /**
   * @param protocols server port to protocol: SIP, RTSP, HTTP over TCP; MEDIA over UDP
   */
  private WireRecorder(Map<Integer, String> protocols, Path file) throws IOException {
    this.protocols = new LinkedHashMap<>(protocols);
    this.file = file;
    Files.deleteIfExists(file);
    String filter =
        protocols.keySet().stream().map(p -> "port " + p).collect(Collectors.joining(" or "));
    Path log = Path.of(file + ".log");
    capture =
        new ProcessBuilder(
                DUMPCAP.toString(), "-q", "-i", "lo", "-f", filter, "-w", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Await.until(
        Duration.ofSeconds(20),
        () -> Files.exists(file) && capture.isAlive(),
        () -> "dumpcap captures; see " + log);
  }

  /** Ends the capture; its messages in the order of the wire. */
  public List<WireMessage> stop() throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1500); // the capture buffer is written once a second
    close();
    Process reader =
        new ProcessBuilder(
                TSHARK.toString(),
                "-r",
                file.toString(),
                "-T",
                "fields",
                "-E",
                "separator=|",
                "-e",
                "frame.time_relative",
                "-e",
                "tcp.srcport",
                "-e",
                "tcp.dstport",
                "-e",
                "tcp.payload",
                "-e",
                "udp.srcport",
                "-e",
                "udp.dstport",
                "-e",
                "udp.payload")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<WireMessage> messages = new ArrayList<>();
    Map<String, TextStream> streams = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(reader.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        packet(line.split("\\|", -1), streams, messages);
      }
    }
    messages.removeIf(m -> MEDIA.contains(m.protocol()) && !handshakes.contains(ports(m)));
    return messages;
  }

  private void packet(String[] f, Map<String, TextStream> streams, List<WireMessage> messages) {
    long millis = Math.round(Double.parseDouble(f[0]) * 1000);
    if (!f[6].isEmpty()) {
      datagram(millis, Integer.parseInt(f[4]), Integer.parseInt(f[5]), f[6], messages);
    } else if (!f[3].isEmpty()) {
      segment(millis, Integer.parseInt(f[1]), Integer.parseInt(f[2]), f[3], streams, messages);
    }
  }

  private void segment(
      long millis,
      int from,
      int to,
      String hex,
      Map<String, TextStream> streams,
      List<WireMessage> messages) {
    TextStream stream = streams.computeIfAbsent(from + ">" + to, key -> new TextStream());
    String protocol = protocols.getOrDefault(from, protocols.get(to));
    for (String text : stream.feed(HexFormat.of().parseHex(hex))) {
      String name = text.startsWith("{") ? "W2" : protocol;
      messages.add(new WireMessage(millis, name, from, to, text));
      if (text.startsWith("HTTP/1.1 101")) {
        stream.upgrade();
        streams.computeIfAbsent(to + ">" + from, key -> new TextStream()).upgrade();
      }
    }
  }

  /** RFC 7983: the first byte tells. */
  private void datagram(long millis, int from, int to, String hex, List<WireMessage> messages) {
    int first = Integer.parseInt(hex.substring(0, 2), 16);
    String protocol = first < 4 ? "STUN" : first < 64 ? "DTLS" : "SRTP";
    WireMessage message =
        new WireMessage(millis, protocol, from, to, protocol + ", " + hex.length() / 2 + " bytes");
    messages.add(message);
    if (first == DTLS_HANDSHAKE) {
      handshakes.add(ports(message));
    }
  }

  private static Set<Integer> ports(WireMessage message) {
    return Set.of(message.fromPort(), message.toPort());
  }

  @Override
  public void close() {
    capture.destroy();
    try {
      capture.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
