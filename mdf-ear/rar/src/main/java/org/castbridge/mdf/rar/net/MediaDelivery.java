/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.castbridge.mdf.rar.Channels;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaException.Kind;
import org.castbridge.mdf.rar.MediaLoad;
import org.castbridge.mdf.rar.PublisherHandle;
import org.castbridge.mdf.rar.SessionHandle;
import org.castbridge.mdf.rar.SessionSpec;
import org.castbridge.mdf.rar.figures.MediaFigures;
import org.castbridge.mdf.rar.live.LiveChannels;
import org.castbridge.mdf.rar.live.WhipInput;
import org.castbridge.media.dtls.DtlsException;
import org.castbridge.media.dtls.DtlsIdentity;
import org.castbridge.media.dtls.HandshakeRehearsal;
import org.castbridge.media.srtp.SrtpCiphers;
import org.castbridge.media.srtp.SrtpSession;

/**
 * The running media delivery: its sockets and threads, and what is to be seen of them. Start it
 * once, stop it once; nothing is left after {@link #stop}.
 */
public final class MediaDelivery {
  private final DeliverySettings settings;
  private final SessionObserver observer;
  private final MonotonicClock clock = new MonotonicClock();
  private final DeliveryCounters counters = new DeliveryCounters();
  private final List<MediaPort> ports = new CopyOnWriteArrayList<>();
  private final DtlsIdentity identity = DtlsIdentity.create();
  private final HandshakePool handshakes;
  private final Crowd crowd;
  private final SessionFactory factory;
  private MediaSockets sockets;
  private InetSocketAddress stunAddress;
  private volatile LiveChannels live;
  private volatile boolean running;

  public MediaDelivery(DeliverySettings settings, SessionObserver observer) {
    this.settings = settings;
    this.observer = observer;
    this.handshakes = new HandshakePool(settings.handshakeThreads());
    this.crowd = new Crowd(settings.maxSessions(), this::latenessP99Millis);
    this.factory = new SessionFactory(settings, identity, ports, crowd, counters);
  }

  /**
   * Opens the sockets.
   *
   * @throws IOException when a port cannot be had; nothing is left behind
   */
  public void start() throws IOException {
    SrtpSession.warmUp();
    rehearse();
    sockets = new MediaSockets(settings);
    try {
      for (int i = 0; i < settings.loopCount(); i++) {
        openPort(i);
      }
      if (settings.stunPort() >= 0) {
        stunAddress = sockets.bind(settings.stunPort(), new StunServer(clock, counters));
      }
    } catch (IOException e) {
      stop();
      throw e;
    }
    live = new LiveChannels(sockets.transport(), clock, 1);
    running = true;
    NetLog.LOG.started(
        words(ports),
        transport(),
        SrtpCiphers.gcmProvider(),
        words(stunAddress),
        settings.maxSessions());
  }

  private void rehearse() throws IOException {
    try {
      HandshakeRehearsal.run(identity);
    } catch (DtlsException e) {
      throw new IOException("no DTLS handshake is possible: " + e.getMessage(), e);
    }
  }

  private void openPort(int i) throws IOException {
    MediaPort port =
        new MediaPort(
            clock, counters, handshakes, this::onEvent, sockets.transport().segmentation());
    sockets.bind(settings.mediaPort() == 0 ? 0 : settings.mediaPort() + i, port);
    ports.add(port);
    if (settings.tcp()) {
      port.openTcp(sockets.transport().listener());
    }
  }

  private void onEvent(org.castbridge.mdf.rar.SessionEvent event) {
    if (event.kind().isFinal()) {
      crowd.leave();
    }
    observer.onEvent(event);
  }

  /** Makes a session; see {@link org.castbridge.mdf.rar.MediaConnection#create}. */
  public SessionHandle create(SessionSpec spec) throws MediaException {
    return factory.create(spec, running);
  }

  /** See {@link org.castbridge.mdf.rar.MediaConnection#publish}. */
  public PublisherHandle publish(String channelId, String offerSdp) throws MediaException {
    LiveChannels channels = live;
    WhipInput input = channels == null ? null : channels.whip(channelId);
    if (!running || input == null) {
      throw new MediaException(Kind.UNAVAILABLE, "no encoder can publish to " + channelId);
    }
    return factory.publish(input, offerSdp);
  }

  /**
   * The live channels.
   *
   * @throws MediaException of kind UNAVAILABLE when the media delivery does not run
   */
  public Channels channels() throws MediaException {
    LiveChannels channels = live;
    if (channels == null) {
      throw new MediaException(Kind.UNAVAILABLE, "the media delivery does not run");
    }
    return channels;
  }

  /** How busy it is. */
  public MediaLoad load() {
    return crowd.load(running);
  }

  public DeliveryCounters counters() {
    return counters;
  }

  /** Looks into it. */
  public MediaFigures figures() {
    return new LiveFigures(this, ports);
  }

  /** Lateness of the worst event loop over the last second, 99th percentile, in milliseconds. */
  public int latenessP99Millis() {
    return ports.stream().mapToInt(MediaPort::latenessP99Millis).max().orElse(0);
  }

  /**
   * Units served by all event loops since start, by lateness: below each of {@link
   * #latenessBounds}, and at last above all of them.
   */
  public long[] latenessHistogram() {
    long[] all = new long[LatenessMeter.bounds().length + 1];
    for (MediaPort port : ports) {
      long[] one = port.lateness();
      for (int i = 0; i < all.length; i++) {
        all[i] += one[i];
      }
    }
    return all;
  }

  /** Milliseconds. */
  public static int[] latenessBounds() {
    return LatenessMeter.bounds();
  }

  /** Monotonic time as sessions and channels are served by, nanoseconds. */
  public long now() {
    return clock.now();
  }

  /** Where the event loops listen. */
  public List<InetSocketAddress> mediaAddresses() {
    return ports.stream().map(MediaPort::localAddress).toList();
  }

  /** Where the STUN server listens; null without one. */
  public InetSocketAddress stunAddress() {
    return stunAddress;
  }

  /** Kind of sockets, in words. */
  public String transport() {
    return sockets == null ? "" : sockets.transport().words();
  }

  /**
   * Ends all sessions, with a goodbye to each viewer; closes the sockets; waits for the threads.
   * Again is harmless.
   */
  public void stop() {
    boolean was = running;
    running = false;
    for (MediaPort port : ports) {
      try {
        LocalSessionHandle.await(
            port,
            () -> {
              port.closeAll();
              return null;
            });
      } catch (MediaException e) {
        NetLog.LOG.stoppingTookTooLong(MediaSockets.STOP_SECONDS);
      }
    }
    ports.forEach(MediaPort::closeTcp);
    if (sockets != null) {
      sockets.close();
    }
    ports.clear();
    stopThreads();
    if (was) {
      NetLog.LOG.stopped();
    }
  }

  private void stopThreads() {
    try {
      handshakes.stop();
      if (live != null) {
        live.stop();
        live = null;
      }
      if (sockets != null) {
        sockets.stopThreads();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String words(List<MediaPort> ports) {
    return ports.stream().map(p -> words(p.localAddress())).collect(Collectors.joining(", "));
  }

  private static String words(InetSocketAddress a) {
    return a == null ? "none" : a.getAddress().getHostAddress() + ":" + a.getPort();
  }
}
