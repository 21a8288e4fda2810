/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs SIPp (Debian's sip-tester) with one of our scenarios against one server. */
final class Sipp {
  /** How SIPp names its transports: one socket for all calls. */
  enum Transport {
    UDP("u1"),
    TCP("t1");

    private final String option;

    Transport(String option) {
      this.option = option;
    }
  }

  /** What became of a run. */
  record Result(int successful, int failed, int retransmissions, String report) {}

  private final Path work;
  private final String serverHost;
  private final int serverPort;

  Sipp(Path work, String serverHost, int serverPort) {
    this.work = work;
    this.serverHost = serverHost;
    this.serverPort = serverPort;
  }

  /**
   * Runs a scenario.
   *
   * @param scenario file name under {@code sipp/container}, without its suffix
   * @param calls how many in all
   * @param rate calls started per second
   * @param limit how long it may take in all
   */
  Result run(
      String scenario, Transport transport, String service, int calls, int rate, Duration limit) {
    try {
      Path folder =
          Files.createDirectories(work.resolve(scenario + "-" + transport).toAbsolutePath());
      Path log = folder.resolve("sipp.log");
      Process process =
          new ProcessBuilder(command(scenario, transport, service, calls, rate, folder))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return result(folder, log);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "sipp cannot be run; on Debian: apt-get install sip-tester", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<String> command(
      String scenario, Transport transport, String service, int calls, int rate, Path folder)
      throws IOException {
    Path file = folder.resolve("scenario.xml");
    try (var in = Sipp.class.getResourceAsStream("/sipp/container/" + scenario + ".xml")) {
      Files.write(file, in.readAllBytes());
    }
    List<String> command =
        new ArrayList<>(List.of("sipp", serverHost + ":" + serverPort, "-sf", file.toString()));
    command.addAll(
        List.of("-s", service, "-t", transport.option, "-i", "127.0.0.1", "-p", freePort()));
    command.addAll(List.of("-m", "" + calls, "-r", "" + rate, "-l", "" + Math.max(calls, 10)));
    command.addAll(
        List.of("-recv_timeout", "20000", "-nostdin", "-trace_err", "-error_file", "errors.log"));
    command.addAll(List.of("-trace_stat", "-stf", "statistics.csv", "-fd", "1"));
    return command;
  }

  /** One that is free for both transports, so that the container can reach SIPp there. */
  private static String freePort() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    while (true) {
      try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
          DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
        return Integer.toString(udp.getLocalPort());
      } catch (java.net.BindException e) {
        // taken for one of them; the next one then
      }
    }
  }

  /** The last line of SIPp's statistics holds the totals. */
  private static Result result(Path folder, Path log) throws IOException {
    String errors = tail(folder.resolve("errors.log"));
    Path statistics = folder.resolve("statistics.csv");
    if (!Files.exists(statistics)) {
      return new Result(0, -1, 0, tail(log) + errors);
    }
    List<String> lines = Files.readAllLines(statistics);
    List<String> names = Arrays.asList(lines.get(0).split(";"));
    String[] totals = lines.get(lines.size() - 1).split(";");
    return new Result(
        Integer.parseInt(totals[names.indexOf("SuccessfulCall(C)")]),
        Integer.parseInt(totals[names.indexOf("FailedCall(C)")]),
        Integer.parseInt(totals[names.indexOf("Retransmissions(C)")]),
        tail(log) + errors);
  }

  private static String tail(Path file) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - 60), all.size())) + "\n";
    }
  }
}
