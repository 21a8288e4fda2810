/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.loss;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Random;

/** Stands between one browser and the media port, and treats datagrams as the network would. */
public final class LossyRelay implements AutoCloseable {
  private static final long MILLI = 1_000_000;
  private static final int BUFFER = 8 << 20;

  private record Held(long due, long number, ByteBuffer data, boolean down)
      implements Comparable<Held> {
    @Override
    public int compareTo(Held other) {
      return due != other.due ? Long.compare(due, other.due) : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Held> held = new PriorityQueue<>();
  private final Random random = new Random(1);
  private final BadNetwork network;
  private final Selector selector = Selector.open();
  private final DatagramChannel outside;
  private final DatagramChannel inside;
  private final Thread thread = new Thread(this::run, "lossy-relay");
  private SocketAddress browser;
  private long numbers;
  private volatile boolean active;
  private volatile long outageUntil = System.nanoTime();
  private volatile long dropped;
  private volatile long passed;

  /** Opens it in front of {@code server}; it passes everything until {@link #misbehave}. */
  public LossyRelay(BadNetwork network, InetSocketAddress server) throws IOException {
    this.network = network;
    outside = channel(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    inside = channel(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    inside.connect(server);
    thread.setDaemon(true);
    thread.start();
  }

  private DatagramChannel channel(InetSocketAddress at) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
    channel.bind(at);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
    return channel;
  }

  /** The port a browser sees instead of the server's. */
  public int port() {
    return outside.socket().getLocalPort();
  }

  /** From now on datagrams are lost; delay and jitter there are from the beginning. */
  public void misbehave() {
    dropped = 0;
    passed = 0;
    active = true;
  }

  /** From now on and for so long nothing passes. */
  public void outage(int millis) {
    outageUntil = System.nanoTime() + millis * MILLI;
  }

  /** Part of the media datagrams towards the browser that were lost. */
  public double lossRatio() {
    return dropped + passed == 0 ? 0 : (double) dropped / (dropped + passed);
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        long now = System.nanoTime();
        while (!held.isEmpty() && held.peek().due <= now) {
          forward(held.remove());
        }
        long wait = held.isEmpty() ? 100 : Math.max(1, (held.peek().due - now) / MILLI);
        if (!held.isEmpty() && held.peek().due - now < MILLI) {
          selector.selectNow();
        } else {
          selector.select(wait);
        }
        selector.selectedKeys().clear();
        read(outside, false);
        read(inside, true);
      }
    } catch (IOException | java.nio.channels.ClosedSelectorException e) {
      if (selector.isOpen()) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void read(DatagramChannel from, boolean down) throws IOException {
    while (true) {
      ByteBuffer data = ByteBuffer.allocate(2048);
      SocketAddress sender;
      try {
        sender = from.receive(data);
      } catch (java.net.PortUnreachableException e) {
        continue; // the server has closed its port
      }
      if (sender == null) {
        return;
      }
      if (!down) {
        browser = sender;
      }
      long now = System.nanoTime();
      boolean media = down && data.position() > 200;
      if (now < outageUntil || active && random.nextDouble() < network.loss()) {
        dropped += media ? 1 : 0;
      } else {
        passed += media ? 1 : 0;
        long jitter = (long) (random.nextDouble() * network.jitterMillis() * MILLI);
        long due = now + network.roundTripMillis() * MILLI / 2 + jitter;
        held.add(new Held(due, numbers++, data.flip(), down));
      }
    }
  }

  private void forward(Held datagram) throws IOException {
    if (!datagram.down()) {
      inside.write(datagram.data());
    } else if (browser != null) {
      outside.send(datagram.data(), browser);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    selector.close();
    thread.join(1_000);
    outside.close();
    inside.close();
  }
}
