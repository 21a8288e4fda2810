/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.castbridge.mdf.rar.ChannelInputSpec;
import org.castbridge.mdf.rar.net.UdpTransport;
import org.castbridge.media.ts.TsCounters;
import org.castbridge.media.ts.TsDemuxer;

/** An MPEG transport stream over UDP. */
final class TsInput implements ChannelInput {
  private final ChannelInputSpec.MpegTs spec;
  private final LiveChannel channel;
  private final UdpTransport transport;
  private final TsDemuxer demuxer;
  private final Reconnection reconnection;
  private volatile UdpReceiver receiver;
  private volatile long datagrams;
  private volatile TsCounters counters = new TsCounters(0, 0, 0, 0, 0, 0);

  TsInput(ChannelInputSpec.MpegTs spec, LiveChannel channel, UdpTransport transport) {
    this.spec = spec;
    this.channel = channel;
    this.transport = transport;
    this.demuxer = new TsDemuxer(channel, spec.program());
    this.reconnection = new Reconnection(channel, spec.address() + ":" + spec.port());
  }

  @Override
  public void start() {
    try {
      List<InetAddress> sources = UdpReceiver.addresses(spec.sources());
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName(spec.address()), spec.port());
      receiver =
          new UdpReceiver(
              transport,
              channel.loop(),
              address,
              sources,
              spec.networkInterface(),
              this::datagram,
              reconnection::outcome);
      receiver.open();
    } catch (UnknownHostException e) {
      reconnection.outcome(e);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void datagram(byte[] b, int length) {
    datagrams++;
    demuxer.handle(b, 0, length, channel.now());
  }

  @Override
  public void stop() {
    if (receiver != null) {
      receiver.stop();
    }
  }

  @Override
  public void check(long silentNanos) {
    counters = demuxer.counters();
    if (receiver != null && reconnection.isDue(silentNanos)) {
      receiver.reopen();
    }
  }

  @Override
  public void count(Map<String, Long> figures) {
    TsCounters c = counters;
    figures.put("datagrams", datagrams);
    figures.put("tsPackets", c.packets());
    figures.put("tsMalformed", c.malformed());
    figures.put("tsDiscontinuities", c.discontinuities());
    figures.put("tsDamaged", c.damaged());
    figures.put("tsForeign", c.foreign());
    figures.put("tsScrambled", c.scrambled());
    if (receiver != null) {
      figures.put("strangers", receiver.strangers());
    }
    reconnection.count(figures);
  }

  @Override
  public String playing() {
    return spec.address() + ":" + spec.port();
  }
}
