/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.session.RenditionShown;
import org.castbridge.media.session.SessionStatistics;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  private static final String SAMPLE =
      "[a-z_]+(\\{([a-z]+=\"([^\"\\\\\\n]|\\\\.)*\",?)+\\})? -?[0-9.E+-]+";

  private static final String OF_A =
      "castbridge_session_lateness_seconds_bucket{session=\"a\",showing=\"har\\\"bour\"";

  private static SessionFigures session(String id, long roundTrip) {
    return session(id, roundTrip, 800_000);
  }

  private static SessionFigures session(String id, long roundTrip, int bitrate) {
    return new SessionFigures(
        id,
        "har\"bour",
        new PlayoutState(PlayoutState.Phase.PLAYING, 1_000_000, 1, 40_000_000, true),
        new SessionStatistics(
            new SessionStatistics.Sent(100, 110_000, 50, 6_000, 3, 0, 2),
            new SessionStatistics.Received(4, 1, 2, roundTrip, 0.05, 7, -1, 0),
            9),
        new SessionFigures.Zaps(2, 30_000_000),
        1_500_000,
        new DeliveryFigures.Lateness(new int[] {1, 5}, new long[] {4, 3, 2}),
        new RenditionShown(
            1, new FilmInfo.Video(Codec.VP8, "", 640, 360, 25, bitrate, 0, List.of()), 6),
        false);
  }

  private static DeliveryFigures figures(List<SessionFigures> sessions) {
    return new DeliveryFigures(
        7,
        true,
        0.25,
        Map.of("datagramsOut", 12L),
        Map.of("NOT_OURS", 3L),
        new DeliveryFigures.Lateness(new int[] {1, 5}, new long[] {10, 2, 1}),
        sessions,
        5,
        List.of(
            new ChannelFigures("one", 2, Map.of("keyFrames", 8L)),
            new ChannelFigures("two", 0, Map.of("keyFrames", 9L, "stalls", 1L))));
  }

  @Test
  void figuresStandUnderTheirNames() {
    String text = PrometheusText.of(figures(List.of(session("a", 20_000_000))));
    assertThat(text.lines())
        .contains(
            "castbridge_sessions 7",
            "castbridge_sessions_not_listed 5",
            "castbridge_load_ratio 0.25",
            "castbridge_datagrams_out_total 12",
            "castbridge_datagrams_dropped_total{reason=\"not_ours\"} 3",
            "castbridge_lateness_seconds_bucket{le=\"0.001\"} 10",
            "castbridge_lateness_seconds_bucket{le=\"0.005\"} 12",
            "castbridge_lateness_seconds_bucket{le=\"+Inf\"} 13",
            "castbridge_lateness_seconds_count 13",
            "castbridge_session_packets_total{session=\"a\",showing=\"har\\\"bour\",track=\"audio\"}"
                + " 50",
            "castbridge_session_round_trip_seconds{session=\"a\",showing=\"har\\\"bour\"} 0.02",
            "castbridge_session_zap_seconds{session=\"a\",showing=\"har\\\"bour\"} 0.03",
            OF_A + ",le=\"0.001\"} 4",
            OF_A + ",le=\"0.005\"} 7",
            OF_A + ",le=\"+Inf\"} 9",
            "castbridge_session_lateness_seconds_count{session=\"a\",showing=\"har\\\"bour\"} 9",
            "castbridge_session_last_lateness_seconds{session=\"a\",showing=\"har\\\"bour\"}"
                + " 0.0015",
            "castbridge_session_rendition{session=\"a\",showing=\"har\\\"bour\",rendition=\"1\","
                + "width=\"640\",height=\"360\",bitrate=\"800000\"} 1",
            "castbridge_session_rendition_switches_total{session=\"a\",showing=\"har\\\"bour\"} 6",
            "castbridge_channel_viewers{channel=\"one\"} 2",
            "castbridge_channel_key_frames_total{channel=\"two\"} 9",
            "castbridge_channel_stalls_total{channel=\"two\"} 1");
  }

  @Test
  void whatIsNotKnownIsNotThere() {
    String text = PrometheusText.of(figures(List.of(session("a", -1, 0))));
    assertThat(text)
        .doesNotContain("bitrate=")
        .doesNotContain("castbridge_session_round_trip_seconds{")
        .doesNotContain("castbridge_session_estimated_bits_per_second{")
        .doesNotContain("NaN");
  }

  @Test
  void everyLineIsOfTheFormatAndEveryFamilyIsDescribedOnce() {
    List<String> lines =
        PrometheusText.of(figures(List.of(session("a", 1), session("b", 2)))).lines().toList();
    Set<String> described = new HashSet<>();
    List<String> order = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("# TYPE ")) {
        order.add(line.split(" ")[2]);
        assertThat(described.add(line.split(" ")[2])).as(line).isTrue();
      } else if (!line.startsWith("# HELP ")) {
        assertThat(line).matches(SAMPLE);
        String family = line.split("[{ ]")[0];
        String last = order.get(order.size() - 1);
        assertThat(family).as("samples stand behind their TYPE").startsWith(last);
      }
    }
  }

  @Test
  void namesBecomePrometheusNames() {
    assertThat(PrometheusText.words("formatChanges")).isEqualTo("format_changes");
    assertThat(PrometheusText.words("rtp.lost-packets")).isEqualTo("rtp_lost_packets");
  }
}
