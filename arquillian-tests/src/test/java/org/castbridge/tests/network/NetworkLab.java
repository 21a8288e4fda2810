/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.castbridge.tests.harness.Product;

/**
 * A network on one machine: the server in the machine's own namespace, a router in a second, the
 * viewer in a third.
 *
 * <pre>
 *   server 10.99.0.1, fd99::1 ─── router ─── viewer 10.99.1.2, fd99:1::2
 *                                   │ 203.0.113.10  1:1 NAT to the server
 *                                   │ 10.99.0.21/22 what the viewer's address becomes behind NAT
 *                                   │ 10.99.1.9     the relay that delays, see {@link UdpRelay}
 *                                   │ 10.99.1.1     the TURN server
 * </pre>
 *
 * <p>What the router lets through and loses is set by the methods; each takes effect at once. Loss
 * hits UDP only, both ways, packet by packet: the server's interface does no segmentation offload,
 * or ten packets would be lost together.
 */
public final class NetworkLab implements AutoCloseable {
  public static final String SERVER = "10.99.0.1";
  public static final String SERVER_IPV6 = "fd99::1";
  public static final String PUBLIC = "203.0.113.10";
  public static final String RELAY = "10.99.1.9";
  public static final String TURN = "10.99.1.1";
  public static final String VIEWER = "10.99.1.2";

  static final String ROUTER_SPACE = "cbpa-router";
  static final String VIEWER_SPACE = "cbpa-viewer";

  /** The ways there are from the viewer to the media port. */
  public enum Way {
    /** The server's own IPv4 address. */
    DIRECT,
    /** The same behind a firewall that admits UDP only as answers to what the server sent. */
    ANSWERS,
    /** The server's own IPv6 address. */
    IPV6,
    /** The public address of a 1:1 NAT in front of the server. */
    NAT,
    /** Through {@link UdpRelay}. */
    RELAY,
    /** Nothing but TCP to the server's own address. */
    TCP,
    /** Nothing but UDP to the TURN server. */
    TURN
  }

  private final int mediaPort;
  private Way way = Way.DIRECT;
  private double lossPercent;
  private String viewerBehind;

  private NetworkLab(int mediaPort) {
    this.mediaPort = mediaPort;
  }

  /** Skips the test, saying why, where there can be no lab. */
  public static void assume() {
    assumeTrue("root".equals(System.getProperty("user.name")), "the network lab needs root");
    for (String program : List.of("ip", "nft")) {
      assumeTrue(Command.exists(program), "the network lab needs the program " + program);
    }
  }

  /** Makes the network, after removing what an ended run may have left. */
  public static NetworkLab create(int mediaPort) {
    remove();
    NetworkLab lab = new NetworkLab(mediaPort);
    lab.build();
    lab.apply();
    return lab;
  }

  private void build() {
    Command.run("ip", "netns", "add", ROUTER_SPACE);
    Command.run("ip", "netns", "add", VIEWER_SPACE);
    ip("link add cbpa-server type veth peer name cbpa-rs netns " + ROUTER_SPACE);
    ip("-n " + ROUTER_SPACE + " link add cbpa-rv type veth peer name eth0 netns " + VIEWER_SPACE);
    ip("link set cbpa-server gso_max_segs 1");
    for (String a : List.of(SERVER + "/24", SERVER_IPV6 + "/64")) {
      ip("addr add " + a + nodad(a) + " dev cbpa-server");
    }
    ip("link set cbpa-server up");
    router("addr add 10.99.0.2/24 dev cbpa-rs");
    for (String a : List.of("10.99.0.9", "10.99.0.21", "10.99.0.22")) {
      router("addr add " + a + "/32 dev cbpa-rs");
    }
    router("addr add fd99::2/64 nodad dev cbpa-rs");
    for (String a : List.of(TURN + "/24", RELAY + "/32", "fd99:1::1/64")) {
      router("addr add " + a + nodad(a) + " dev cbpa-rv");
    }
    for (String device : List.of("lo", "cbpa-rs", "cbpa-rv")) {
      router("link set " + device + " up");
    }
    for (String a : List.of(VIEWER + "/24", "fd99:1::2/64")) {
      viewer("addr add " + a + nodad(a) + " dev eth0");
    }
    viewer("link set lo up");
    viewer("link set eth0 up");
    viewer("route add default via " + TURN);
    viewer("-6 route add default via fd99:1::1");
    ip("route add 10.99.1.0/24 via 10.99.0.2");
    ip("-6 route add fd99:1::/64 via fd99::2");
    inRouter("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
  }

  private static String nodad(String address) {
    return address.indexOf(':') >= 0 ? " nodad" : "";
  }

  private static void ip(String words) {
    Command.run(("ip " + words).split(" "));
  }

  private static void router(String words) {
    ip("-n " + ROUTER_SPACE + " " + words);
  }

  private static void viewer(String words) {
    ip("-n " + VIEWER_SPACE + " " + words);
  }

  private static String inRouter(String... words) {
    String[] all = new String[words.length + 4];
    System.arraycopy(new String[] {"ip", "netns", "exec", ROUTER_SPACE}, 0, all, 0, 4);
    System.arraycopy(words, 0, all, 4, words.length);
    return Command.run(all);
  }

  // ---- what the router does

  /** Everything as at the start: direct, without loss, no NAT in front of the viewer. */
  public void reset() {
    way = Way.DIRECT;
    lossPercent = 0;
    viewerBehind = null;
    apply();
  }

  /** Leaves one way to the media port; all others are silently dropped. */
  public void only(Way allowed) {
    way = allowed;
    apply();
  }

  /** Loses this share of the UDP packets, each way, at random. */
  public void lose(double percent) {
    lossPercent = percent;
    apply();
  }

  /**
   * Puts the viewer's UDP behind a 1:1 NAT with this outside address, 10.99.0.21 or 10.99.0.22.
   * Called again in mid-film, the viewer's address changes as when a mobile moves.
   */
  public void viewerBehind(String outside) {
    viewerBehind = outside;
    apply();
  }

  private void apply() {
    String rules =
        """
        flush ruleset
        table inet lab {
          chain loss {
            type filter hook prerouting priority -450
        %s%s  }
          chain firewall {
            type filter hook forward priority 0
        %s  }
          chain translate {
            type filter hook prerouting priority -350
            ip daddr 203.0.113.10 ip daddr set 10.99.0.1
        %s  }
          chain translate_back {
            type filter hook postrouting priority 350
        %s  }
        }
        """
            .formatted(loss(), filter(), firewall(), inbound(), outbound());
    Command.feed(rules, "ip", "netns", "exec", ROUTER_SPACE, "nft", "-f", "-");
  }

  private String loss() {
    return lossPercent == 0
        ? ""
        : "meta l4proto udp numgen random mod 10000 < "
            + Math.round(lossPercent * 100)
            + " counter drop\n";
  }

  /** Rules for what comes from the viewer. */
  private String filter() {
    String media = "iifname cbpa-rv meta l4proto { tcp, udp } th dport " + mediaPort + " ";
    return switch (way) {
      case DIRECT, ANSWERS -> media + "ip daddr != " + SERVER + " drop\n" + noIpv6();
      case IPV6 -> media + "ip daddr 0.0.0.0/0 drop\n";
      case NAT -> media + "ip daddr != " + PUBLIC + " drop\n" + noIpv6();
      case RELAY -> media + "ip daddr != " + RELAY + " drop\n" + noIpv6();
      case TCP ->
          "iifname cbpa-rv meta l4proto udp drop\n"
              + media
              + "ip daddr != "
              + SERVER
              + " drop\n"
              + noIpv6();
      case TURN ->
          "iifname cbpa-rv udp dport != 3478 drop\n"
              + "iifname cbpa-rv tcp dport "
              + mediaPort
              + " drop\n";
    };
  }

  private String firewall() {
    return way == Way.ANSWERS ? "iifname cbpa-rv meta l4proto udp ct state new drop\n" : "";
  }

  private String noIpv6() {
    return "iifname cbpa-rv meta nfproto ipv6 meta l4proto { tcp, udp } drop\n";
  }

  private String inbound() {
    return viewerBehind == null
        ? ""
        : "iifname cbpa-rs meta l4proto udp ip daddr "
            + viewerBehind
            + " ip daddr set "
            + VIEWER
            + "\n";
  }

  private String outbound() {
    String server =
        way == Way.NAT
            ? "oifname cbpa-rv meta l4proto { tcp, udp } th sport "
                + mediaPort
                + " ip saddr "
                + SERVER
                + " ip saddr set "
                + PUBLIC
                + "\n"
            : "";
    return viewerBehind == null
        ? server
        : server
            + "oifname cbpa-rs meta l4proto udp ip saddr "
            + VIEWER
            + " ip saddr set "
            + viewerBehind
            + "\n";
  }

  // ---- programs in it

  /** A script that runs a program in the viewer's namespace, for those who start browsers. */
  public Path inViewerSpace(String program) {
    try {
      Path script =
          Product.workFolder().resolve("in-lab-" + Path.of(program).getFileName() + ".sh");
      Files.createDirectories(script.getParent());
      Files.writeString(
          script, "#!/bin/sh\nexec ip netns exec " + VIEWER_SPACE + " " + program + " \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a program on the router; the caller ends it. */
  static Process startOnRouter(Path log, String... words) {
    try {
      ProcessBuilder builder = new ProcessBuilder("ip", "netns", "exec", ROUTER_SPACE);
      builder.command().addAll(List.of(words));
      return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove() {
    String there = Command.run("ip", "netns", "list");
    for (String space : List.of(ROUTER_SPACE, VIEWER_SPACE)) {
      if (there.lines().anyMatch(line -> line.split(" ")[0].equals(space))) {
        Command.run("ip", "netns", "del", space);
      }
    }
    if (Files.exists(Path.of("/sys/class/net/cbpa-server"))) {
      ip("link del cbpa-server");
    }
  }

  @Override
  public void close() {
    remove();
  }
}
