/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.castbridge.mdf.rar.ChannelInputSpec;
import org.castbridge.mdf.rar.net.UdpTransport;
import org.castbridge.media.live.LiveSdp;
import org.castbridge.media.live.ReceptionStatistics;
import org.castbridge.media.live.RtpSource;

/** RTP as a session description has it: a port for each stream and one for its reports. */
final class RtpInput implements ChannelInput {
  /** How long a packet that was overtaken may be late. */
  private static final long PATIENCE_NANOS = 50_000_000L;

  private final ChannelInputSpec.Rtp spec;
  private final LiveChannel channel;
  private final UdpTransport transport;
  private final RtpSource source;
  private final Reconnection reconnection;
  private final List<UdpReceiver> receivers = new ArrayList<>();
  private Future<?> timeout;
  private volatile long incomplete;
  private volatile long malformed;

  RtpInput(ChannelInputSpec.Rtp spec, LiveChannel channel, UdpTransport transport) {
    this.spec = spec;
    this.channel = channel;
    this.transport = transport;
    this.source = new RtpSource(formats(spec.sdp()), PATIENCE_NANOS, channel);
    this.reconnection = new Reconnection(channel, playing());
  }

  private static List<RtpSource.Format> formats(LiveSdp sdp) {
    return sdp.streams().stream()
        .map(
            s ->
                new RtpSource.Format(
                    s.codec(), s.payloadType(), s.channels(), s.language(), s.parameterSets()))
        .toList();
  }

  @Override
  public void start() {
    try {
      for (int i = 0; i < spec.sdp().streams().size(); i++) {
        LiveSdp.Stream stream = spec.sdp().streams().get(i);
        int number = i;
        add(stream, stream.port(), (b, length) -> rtp(number, b, length));
        if (stream.rtcpPort() != stream.port()) {
          add(stream, stream.rtcpPort(), (b, length) -> source.rtcp(b, 0, length, channel.now()));
        }
      }
    } catch (UnknownHostException e) {
      reconnection.outcome(e);
      return;
    }
    receivers.forEach(UdpReceiver::open);
  }

  private void add(LiveSdp.Stream stream, int port, UdpReceiver.Sink sink)
      throws UnknownHostException {
    receivers.add(
        new UdpReceiver(
            transport,
            channel.loop(),
            new InetSocketAddress(InetAddress.getByName(stream.address()), port),
            UdpReceiver.addresses(stream.sources()),
            spec.networkInterface(),
            sink,
            this::outcome));
  }

  private void outcome(IOException failure) {
    reconnection.outcome(failure);
  }

  private void rtp(int stream, byte[] b, int length) {
    if (length > 1 && (b[1] & 0xFF) >= 192 && (b[1] & 0xFF) <= 223) {
      source.rtcp(b, 0, length, channel.now()); // RFC 5761: on one port
    } else {
      source.rtp(stream, b, 0, length, channel.now());
    }
    scheduleTimeout();
  }

  private void scheduleTimeout() {
    long at = source.nextTimeout();
    if (timeout == null && at != Long.MAX_VALUE) {
      long delay = Math.max(1_000_000, at - channel.now());
      timeout = channel.loop().schedule(this::onTimeout, delay, TimeUnit.NANOSECONDS);
    }
  }

  private void onTimeout() {
    timeout = null;
    source.handleTimeout(channel.now());
    scheduleTimeout();
  }

  @Override
  public void stop() {
    receivers.forEach(UdpReceiver::stop);
    if (timeout != null) {
      timeout.cancel(false);
    }
  }

  @Override
  public void check(long silentNanos) {
    incomplete = source.incomplete();
    malformed = source.malformed();
    if (reconnection.isDue(silentNanos)) {
      receivers.forEach(UdpReceiver::reopen);
    }
  }

  @Override
  public void count(Map<String, Long> figures) {
    count(source, figures);
    figures.put("rtpIncomplete", incomplete);
    figures.put("rtpForeign", malformed);
    figures.put("strangerDatagrams", receivers.stream().mapToLong(UdpReceiver::strangers).sum());
    reconnection.count(figures);
  }

  /** Figures of all streams together; from any thread. */
  static void count(RtpSource source, Map<String, Long> figures) {
    for (int i = 0; i < source.size(); i++) {
      ReceptionStatistics s = source.receiver(i).statistics();
      figures.merge("rtpPackets", s.packets(), Long::sum);
      figures.merge("rtpBytes", s.bytes(), Long::sum);
      figures.merge("rtpLost", s.lost(), Long::sum);
      figures.merge("rtpReordered", s.reordered(), Long::sum);
      figures.merge("rtpDuplicates", s.duplicates(), Long::sum);
      figures.merge("rtpMalformed", s.malformed(), Long::sum);
      figures.merge("rtpStrangers", s.strangers(), Long::sum);
      figures.merge("sourceRestarts", s.restarts(), Long::sum);
    }
  }

  @Override
  public String playing() {
    LiveSdp.Stream first = spec.sdp().streams().get(0);
    return first.address() + ":" + first.port();
  }
}
