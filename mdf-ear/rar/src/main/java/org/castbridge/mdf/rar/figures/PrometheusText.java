/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.figures;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.castbridge.mdf.rar.figures.DeliveryFigures.Lateness;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.session.RenditionShown;

/**
 * Writes figures in Prometheus' text format, version 0.0.4: names and units by its conventions,
 * HELP and TYPE before each. A figure that is not known is left out. Label values are ids of
 * sessions, films and channels and names of our own, never anything a viewer chose.
 */
public final class PrometheusText {
  /** The media type. */
  public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final double NANOS = 1e9;
  private final StringBuilder out = new StringBuilder();

  private PrometheusText() {}

  /** The whole page. */
  public static String of(DeliveryFigures figures) {
    PrometheusText text = new PrometheusText();
    text.delivery(figures);
    text.lateness(figures.lateness());
    text.sessions(figures.sessions());
    text.channels(figures.channels());
    return text.out.toString();
  }

  private void delivery(DeliveryFigures f) {
    gauge("castbridge_sessions", "Sessions alive.");
    sample("castbridge_sessions", "", f.alive());
    gauge("castbridge_sessions_not_listed", "Sessions left out of the figures by session.");
    sample("castbridge_sessions_not_listed", "", f.sessionsLeftOut());
    gauge("castbridge_accepting", "1 if new sessions are accepted.");
    sample("castbridge_accepting", "", f.accepting() ? 1 : 0);
    gauge("castbridge_load_ratio", "How busy, 0 to 1.");
    sample("castbridge_load_ratio", "", f.load());
    f.totals()
        .forEach(
            (name, value) -> {
              String metric = "castbridge_" + words(name) + "_total";
              counter(metric, "Since start: " + words(name).replace('_', ' ') + ".");
              sample(metric, "", value);
            });
    counter("castbridge_datagrams_dropped_total", "Datagrams dropped, by reason.");
    f.dropped()
        .forEach(
            (reason, value) ->
                sample(
                    "castbridge_datagrams_dropped_total",
                    label("reason", reason.toLowerCase(Locale.ROOT)),
                    value));
  }

  private void lateness(Lateness lateness) {
    String name = "castbridge_lateness_seconds";
    header(name, "How late sessions were served, against when they were due.", "histogram");
    histogram(name, "", lateness);
  }

  private void histogram(String name, String labels, Lateness lateness) {
    String first = labels.isEmpty() ? "" : labels + ",";
    long below = 0;
    double sum = 0;
    int[] bounds = lateness.boundsMillis();
    for (int i = 0; i < lateness.counts().length; i++) {
      below += lateness.counts()[i];
      boolean last = i == bounds.length;
      sum += lateness.counts()[i] * bounds[last ? i - 1 : i] / 1_000.0;
      String bound = last ? "+Inf" : number(bounds[i] / 1_000.0);
      sample(name + "_bucket", first + label("le", bound), below);
    }
    sample(name + "_sum", labels, sum); // by the classes' upper bounds: no more is kept
    sample(name + "_count", labels, below);
  }

  private void sessions(List<SessionFigures> sessions) {
    byTrack(
        sessions,
        "packets",
        "RTP packets sent.",
        s -> s.statistics().sent().videoPackets(),
        s -> s.statistics().sent().audioPackets());
    byTrack(
        sessions,
        "payload_bytes",
        "RTP payload sent.",
        s -> s.statistics().sent().videoOctets(),
        s -> s.statistics().sent().audioOctets());
    counter(sessions, "repairs", "Packets sent again.", s -> s.statistics().sent().repeated());
    counter(
        sessions, "nacked", "Packets asked for again.", s -> s.statistics().received().nacked());
    counter(
        sessions,
        "irreparable",
        "Packets asked for again that were not known any more.",
        s -> s.statistics().received().unavailable());
    counter(
        sessions,
        "picture_losses",
        "Pictures reported lost: PLI and FIR.",
        s -> s.statistics().received().pictureLosses());
    counter(
        sessions,
        "received_dropped",
        "Datagrams of the viewer dropped: not authentic, or nothing we take.",
        s -> s.statistics().dropped());
    gauge(
        sessions,
        "round_trip_seconds",
        "Round trip, by the last receiver report.",
        s -> known(s.statistics().received().roundTripNanos()) / NANOS);
    gauge(
        sessions,
        "loss_ratio",
        "Part of the picture's packets lost, by the last receiver report.",
        s -> s.statistics().received().fractionLost());
    gauge(
        sessions,
        "lost_packets",
        "Packets of the picture lost so far, by the last receiver report.",
        s -> s.statistics().received().cumulativeLost());
    gauge(
        sessions,
        "estimated_bits_per_second",
        "What the viewer believes it can receive.",
        s -> known(s.statistics().received().estimatedBitrate()));
    gauge(
        sessions,
        "last_lateness_seconds",
        "How late it was last served, against when it was due.",
        s -> s.lateNanos() / NANOS);
    counter(sessions, "zaps", "Switches to another film or channel.", s -> s.zaps().count());
    gauge(
        sessions,
        "zap_seconds",
        "From the last switch's command to the first packet of the new source.",
        s -> known(s.zaps().lastNanos()) / NANOS);
    sessionLateness(sessions);
    renditions(sessions);
  }

  private void sessionLateness(List<SessionFigures> sessions) {
    String name = "castbridge_session_lateness_seconds";
    header(name, "How late a session was served, against when it was due.", "histogram");
    sessions.forEach(s -> histogram(name, labels(s), s.lateness()));
  }

  private void renditions(List<SessionFigures> sessions) {
    String name = "castbridge_session_rendition";
    gauge(name, "1 for the rendition of the picture shown; its bit rate in bits a second.");
    sessions.stream()
        .filter(s -> s.rendition().video() != null)
        .forEach(s -> sample(name, labels(s) + "," + labels(s.rendition()), 1));
    counter(
        sessions,
        "rendition_switches",
        "Changes to another rendition, because of what the way to the viewer carries.",
        s -> s.rendition().switches());
  }

  private static String labels(RenditionShown shown) {
    FilmInfo.Video video = shown.video();
    String labels =
        label("rendition", String.valueOf(shown.index()))
            + ","
            + label("width", String.valueOf(video.width()))
            + ","
            + label("height", String.valueOf(video.height()));
    return video.bitrate() == 0
        ? labels
        : labels + "," + label("bitrate", String.valueOf(video.bitrate()));
  }

  private static double known(long value) {
    return value < 0 ? Double.NaN : value;
  }

  private void byTrack(
      List<SessionFigures> sessions,
      String what,
      String help,
      ToDoubleFunction<SessionFigures> video,
      ToDoubleFunction<SessionFigures> audio) {
    String name = "castbridge_session_" + what + "_total";
    counter(name, help);
    for (SessionFigures session : sessions) {
      sample(name, labels(session) + "," + label("track", "video"), video.applyAsDouble(session));
      sample(name, labels(session) + "," + label("track", "audio"), audio.applyAsDouble(session));
    }
  }

  private void counter(
      List<SessionFigures> sessions,
      String what,
      String help,
      ToDoubleFunction<SessionFigures> value) {
    String name = "castbridge_session_" + what + "_total";
    counter(name, help);
    sessions.forEach(s -> sample(name, labels(s), value.applyAsDouble(s)));
  }

  private void gauge(
      List<SessionFigures> sessions,
      String what,
      String help,
      ToDoubleFunction<SessionFigures> value) {
    String name = "castbridge_session_" + what;
    gauge(name, help);
    sessions.forEach(s -> sample(name, labels(s), value.applyAsDouble(s)));
  }

  private static String labels(SessionFigures session) {
    return label("session", session.id()) + "," + label("showing", session.showing());
  }

  private void channels(List<ChannelFigures> channels) {
    gauge("castbridge_channel_viewers", "Sessions that show the channel.");
    channels.forEach(
        c -> sample("castbridge_channel_viewers", label("channel", c.id()), c.viewers()));
    channels.stream()
        .flatMap(c -> c.counters().keySet().stream())
        .distinct()
        .sorted()
        .forEach(counter -> channelCounter(counter, channels));
  }

  private void channelCounter(String counter, List<ChannelFigures> channels) {
    String name = "castbridge_channel_" + words(counter) + "_total";
    counter(name, "Since the channel was opened: " + words(counter).replace('_', ' ') + ".");
    for (ChannelFigures channel : channels) {
      Long value = channel.counters().get(counter);
      if (value != null) {
        sample(name, label("channel", channel.id()), value);
      }
    }
  }

  private void counter(String name, String help) {
    header(name, help, "counter");
  }

  private void gauge(String name, String help) {
    header(name, help, "gauge");
  }

  private void header(String name, String help, String type) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, String labels, double value) {
    if (Double.isNaN(value)) {
      return;
    }
    out.append(name);
    if (!labels.isEmpty()) {
      out.append('{').append(labels).append('}');
    }
    out.append(' ').append(number(value)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  private static String label(String name, String value) {
    String safe = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + safe + "\"";
  }

  /** {@code keyFrames} to {@code key_frames}; what a name may not hold becomes an underscore. */
  static String words(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .toLowerCase(Locale.ROOT);
  }
}
