/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.castbridge.mdf.rar.figures.ChannelFigures;
import org.castbridge.mdf.rar.figures.DeliveryFigures;
import org.castbridge.mdf.rar.figures.SessionFigures;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.session.RenditionShown;
import org.castbridge.media.session.SessionStatistics;

/** Figures as tables that every JMX client can show. */
final class FigureTables {
  private FigureTables() {}

  static Map<String, Map<String, String>> sessions(DeliveryFigures figures) {
    Map<String, Map<String, String>> table = new TreeMap<>();
    figures.sessions().forEach(session -> table.put(session.id(), row(session)));
    return table;
  }

  private static Map<String, String> row(SessionFigures s) {
    SessionStatistics.Sent sent = s.statistics().sent();
    SessionStatistics.Received received = s.statistics().received();
    Map<String, String> row = new LinkedHashMap<>();
    row.put("showing", s.showing());
    row.put("state", s.state().phase().name());
    row.put("connected", String.valueOf(s.state().connected()));
    row.put("positionSeconds", String.valueOf(s.state().positionUs() / 1e6));
    row.put("scale", String.valueOf(s.state().scale()));
    row.put("videoPackets", String.valueOf(sent.videoPackets()));
    row.put("videoBytes", String.valueOf(sent.videoOctets()));
    row.put("audioPackets", String.valueOf(sent.audioPackets()));
    row.put("audioBytes", String.valueOf(sent.audioOctets()));
    row.put("repairs", String.valueOf(sent.repeated()));
    row.put("nacked", String.valueOf(received.nacked()));
    row.put("irreparable", String.valueOf(received.unavailable()));
    row.put("pictureLosses", String.valueOf(received.pictureLosses()));
    row.put("lossRatio", String.valueOf(received.fractionLost()));
    row.put("lostPackets", String.valueOf(received.cumulativeLost()));
    row.put("roundTripMillis", millis(received.roundTripNanos()));
    row.put("estimatedBitrate", known(received.estimatedBitrate()));
    row.put("dropped", String.valueOf(s.statistics().dropped()));
    row.put("zaps", String.valueOf(s.zaps().count()));
    row.put("zapMillis", millis(s.zaps().lastNanos()));
    row.put("latenessMillis", millis(s.lateNanos()));
    row.put("latenessCounts", counts(s.lateness()));
    rendition(row, s.rendition());
    row.put("capturing", String.valueOf(s.capturing()));
    return row;
  }

  private static void rendition(Map<String, String> row, RenditionShown shown) {
    FilmInfo.Video video = shown.video();
    row.put("rendition", video == null ? "none" : String.valueOf(shown.index()));
    row.put("resolution", video == null ? "none" : video.width() + "x" + video.height());
    row.put("bitrate", video == null || video.bitrate() == 0 ? "unknown" : "" + video.bitrate());
    row.put("renditionSwitches", String.valueOf(shown.switches()));
  }

  /** {@code <1 ms: 512, <2 ms: 30, >=1000 ms: 1}; classes that nothing is in are left out. */
  private static String counts(DeliveryFigures.Lateness lateness) {
    StringJoiner text = new StringJoiner(", ");
    int[] bounds = lateness.boundsMillis();
    for (int i = 0; i < lateness.counts().length; i++) {
      String name = i < bounds.length ? "<" + bounds[i] : ">=" + bounds[i - 1];
      if (lateness.counts()[i] > 0) {
        text.add(name + " ms: " + lateness.counts()[i]);
      }
    }
    return text.toString();
  }

  private static String millis(long nanos) {
    return nanos < 0 ? "unknown" : String.valueOf(nanos / 1e6);
  }

  private static String known(long value) {
    return value < 0 ? "unknown" : String.valueOf(value);
  }

  static Map<String, Map<String, Long>> channels(DeliveryFigures figures) {
    Map<String, Map<String, Long>> table = new TreeMap<>();
    for (ChannelFigures channel : figures.channels()) {
      Map<String, Long> row = new TreeMap<>(channel.counters());
      row.put("viewers", (long) channel.viewers());
      table.put(channel.id(), row);
    }
    return table;
  }
}
