/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.Statistics;
import org.castbridge.tests.network.NetworkLab.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Films over networks as they are, seen with the browser's own eyes. No picture stands longer than
 * half a second but for an outage, and every loss that can be repaired is. As long as it takes to
 * see that; all of them longer by {@code -Dcastbridge.network.seconds=25}.
 */
@ExtendWith(LabExtension.class)
class HardNetworksIT {
  /** With nothing lost, a short while shows that all is well. */
  private static final Duration SHORT = film(10);

  private static final Duration LONG = film(15);

  private static final double MAX_GAP_MS = 500;

  private final Lab lab = LabExtension.lab();

  private static Duration film(int seconds) {
    return Duration.ofSeconds(Integer.getInteger("castbridge.network.seconds", seconds));
  }

  @Test
  void fivePercentLossAnd50MsRoundTrip() {
    try (UdpRelay relay = lab.relay()) {
      relay.delay(25, 0);
      lossy("5 % loss, 50 ms round trip", 5, LONG);
    }
  }

  @Test
  void twoPercentLossAnd200MsRoundTrip() {
    try (UdpRelay relay = lab.relay()) {
      relay.delay(100, 0);
      lossy("2 % loss, 200 ms round trip", 2, film(20));
    }
  }

  @Test
  void jitterAndReordering() {
    try (UdpRelay relay = lab.relay()) {
      relay.delay(20, 30);
      NetworkTable figures = watched("30 ms jitter with reordering", LONG, () -> {});
      smooth(figures);
      repaired(figures);
    }
  }

  @Test
  void anOutageOf3Seconds() {
    try (UdpRelay relay = lab.relay()) {
      relay.delay(25, 0);
      NetworkTable figures = watched("3 s outage", LONG, () -> relay.outage(3000));
      assertThat(figures.longestGapMs()).isBetween(2500.0, 3000 + MAX_GAP_MS);
      assertThat(figures.decoded()).isGreaterThan(25 * 0.85 * (LONG.toSeconds() - 3));
    }
  }

  /** NAT in front of the server and in front of the viewer; the viewer's address changes. */
  @Test
  void anAddressThatChangesInMidFilm() {
    lab.network().only(Way.NAT);
    lab.network().viewerBehind("10.99.0.21");
    NetworkTable figures =
        watched(
            "1:1 NAT at both ends, address change",
            LONG,
            () -> lab.network().viewerBehind("10.99.0.22"));
    assertThat(figures.after().text("pair", "remoteAddress")).isEqualTo(NetworkLab.PUBLIC);
    // media goes to the old address until the viewer's next check comes from the new one
    assertThat(figures.longestGapMs()).isLessThan(2500 + MAX_GAP_MS);
    assertThat(figures.decoded()).isGreaterThan(25 * 0.85 * (LONG.toSeconds() - 3));
  }

  @Test
  void nothingButATurnServer() {
    try (Turn turn = lab.turn()) {
      NetworkTable figures =
          watched(
              lab.chromium()
                  .configure(
                      "{iceTransportPolicy: 'relay', iceServers: [" + Turn.ICE_SERVER + "]}"),
              "TURN only",
              SHORT,
              () -> {});
      assertThat(figures.after().text("pair", "localType")).isEqualTo("relay");
      smooth(figures);
      repaired(figures);
    }
  }

  @Test
  void nothingButTcp() {
    lab.network().only(Way.TCP);
    NetworkTable figures = watched("TCP only", SHORT, () -> {});
    assertThat(figures.after().text("pair", "remoteProtocol")).isEqualTo("tcp");
    assertThat(figures.lost()).isZero();
    smooth(figures);
  }

  @Test
  void ipv6() {
    lab.network().only(Way.IPV6);
    NetworkTable figures = watched("IPv6", SHORT, () -> {});
    assertThat(figures.after().text("pair", "remoteAddress")).isEqualTo(NetworkLab.SERVER_IPV6);
    smooth(figures);
    repaired(figures);
  }

  /** The page restarts ICE when the browser says that the network is back. */
  @Test
  void iceRestartInMidFilm() {
    try (LabViewer viewer = lab.chromium().play("harbour")) {
      viewer.watch(Duration.ofSeconds(2));
      Statistics before = viewer.statistics();
      viewer.evaluate("window.dispatchEvent(new Event('online'))");
      Await.until(
          Duration.ofSeconds(10),
          () ->
              !viewer
                  .statistics()
                  .text("transport", "iceLocalUsernameFragment")
                  .equals(before.text("transport", "iceLocalUsernameFragment")),
          viewer::statistics);
      viewer.forgetGaps();
      viewer.awaitPictures(100);
      assertThat(viewer.gaps()).allMatch(gap -> gap < MAX_GAP_MS);
      assertThat(viewer.statistics().since(before, "transport", "selectedCandidatePairChanges"))
          .isPositive();
    }
  }

  /**
   * Long enough for some twenty lost packets. Parity counts as received but not as lost, and chance
   * takes its part: a third of what was to be lost shows that losses were there to be repaired.
   */
  private void lossy(String name, double percent, Duration time) {
    lab.network().lose(percent);
    NetworkTable figures = watched(name, time, () -> {});
    assertThat(figures.lost()).isGreaterThan(figures.received() * percent / 100 * 0.3);
    smooth(figures);
    repaired(figures);
  }

  private static void smooth(NetworkTable figures) {
    assertThat(figures.longestGapMs()).as("%s", figures).isLessThan(MAX_GAP_MS);
    assertThat(figures.decoded()).isGreaterThan(25 * 0.9 * figures.time().toSeconds());
  }

  /**
   * Each lost packet came again, or was made good by parity; so no picture is missing, and no key
   * frame had to be asked for.
   */
  private static void repaired(NetworkTable figures) {
    if (figures.parity() == 0) {
      assertThat(figures.repeated())
          .as("%s", figures)
          .isGreaterThanOrEqualTo(figures.lost() * 0.95);
    }
    assertThat(figures.decoded())
        .as("%s", figures)
        .isGreaterThan(25 * 0.97 * figures.time().toSeconds());
    assertThat(figures.keyFrameRequests()).isZero();
  }

  private NetworkTable watched(String name, Duration time, Runnable inBetween) {
    return watched(lab.chromium(), name, time, inBetween);
  }

  /** Plays for so long, with something happening after a third of it. */
  private static NetworkTable watched(
      LabViewer viewer, String name, Duration time, Runnable inBetween) {
    try (viewer) {
      viewer.play("harbour").watch(Duration.ofSeconds(2));
      viewer.forgetGaps();
      Statistics before = viewer.statistics();
      viewer.watch(time.dividedBy(3));
      inBetween.run();
      viewer.watch(time.dividedBy(3).multipliedBy(2));
      double longest = viewer.gaps().stream().mapToDouble(gap -> gap).max().orElse(100);
      return new NetworkTable(name, time, before, viewer.statistics(), longest).note();
    }
  }
}
