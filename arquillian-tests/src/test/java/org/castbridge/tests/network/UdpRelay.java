/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The slow part of the network: stands on the router in front of the media port, holds every
 * datagram back for a while and lets none through during an outage. What the kernel's netem would
 * do, which not every kernel has. The server offers this relay's address as its public one.
 *
 * <p>Jitter is drawn for each datagram by itself, so a later one can overtake: jitter reorders.
 *
 * <p>{@link #main} runs in a process of its own, inside the router's namespace, and takes commands
 * on standard input; the object is the remote control.
 */
public final class UdpRelay implements AutoCloseable {
  private final Process process;
  private final PrintStream commands;

  private UdpRelay(Process process) {
    this.process = process;
    this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Starts the relay from {@link NetworkLab#RELAY} to the server, same port on both. */
  public static UdpRelay start(int port, Path log) {
    return new UdpRelay(
        NetworkLab.startOnRouter(
            log,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            ownClasses(),
            UdpRelay.class.getName(),
            Integer.toString(port)));
  }

  private static String ownClasses() {
    return Path.of(
            java.net.URI.create(
                UdpRelay.class.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  /** One-way delay and the most that jitter adds to it, in milliseconds, both ways. */
  public UdpRelay delay(int millis, int jitter) {
    commands.println("delay " + millis + " " + jitter);
    return this;
  }

  /** From now on and for so long nothing gets through. */
  public void outage(int millis) {
    commands.println("outage " + millis);
  }

  @Override
  public void close() {
    commands.close();
    Command.end(process);
  }

  // ---- the process

  public static void main(String[] arguments) throws IOException {
    new Forwarder(Integer.parseInt(arguments[0])).run();
  }

  private record Held(long due, long number, ByteBuffer data, DatagramChannel by, SocketAddress to)
      implements Comparable<Held> {
    @Override
    public int compareTo(Held other) {
      return due != other.due ? Long.compare(due, other.due) : Long.compare(number, other.number);
    }
  }

  private static final class Forwarder {
    private static final long MILLI = 1_000_000;

    private final Random random = new Random(1);
    private final PriorityQueue<Held> held = new PriorityQueue<>();
    private final Map<SocketAddress, DatagramChannel> byClient = new HashMap<>();
    private final Selector selector = Selector.open();
    private final InetSocketAddress server;
    private final DatagramChannel outside;
    private volatile long delay;
    private volatile long jitter;
    private volatile long outageUntil = System.nanoTime();
    private long number;

    Forwarder(int port) throws IOException {
      server = new InetSocketAddress(NetworkLab.SERVER, port);
      outside = channel(new InetSocketAddress(NetworkLab.RELAY, port), null);
      Thread control = new Thread(this::obey, "control");
      control.setDaemon(true);
      control.start();
    }

    private DatagramChannel channel(InetSocketAddress at, SocketAddress client) throws IOException {
      DatagramChannel channel = DatagramChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, 4 << 20);
      channel.bind(at);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, client);
      return channel;
    }

    private void obey() {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          String[] word = line.split(" ");
          if (word[0].equals("delay")) {
            delay = Long.parseLong(word[1]) * MILLI;
            jitter = Long.parseLong(word[2]) * MILLI;
          } else {
            outageUntil = System.nanoTime() + Long.parseLong(word[1]) * MILLI;
          }
        }
        System.exit(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void run() throws IOException {
      while (true) {
        long now = System.nanoTime();
        while (!held.isEmpty() && held.peek().due - now <= 0) {
          Held next = held.remove();
          next.by.send(next.data, next.to);
        }
        if (held.isEmpty()) {
          selector.select(1000);
        } else {
          selector.select(Math.max(1, (held.peek().due - now) / MILLI));
        }
        for (SelectionKey key : selector.selectedKeys()) {
          read((DatagramChannel) key.channel(), (SocketAddress) key.attachment());
        }
        selector.selectedKeys().clear();
      }
    }

    private void read(DatagramChannel from, SocketAddress client) throws IOException {
      ByteBuffer data = ByteBuffer.allocate(2048);
      for (SocketAddress sender = receive(from, data);
          sender != null;
          sender = receive(from, data)) {
        data.flip();
        if (client == null) {
          hold(data, inside(sender), server);
        } else {
          hold(data, outside, client);
        }
        data = ByteBuffer.allocate(2048);
      }
    }

    private static SocketAddress receive(DatagramChannel from, ByteBuffer data) {
      try {
        return from.receive(data);
      } catch (IOException e) { // an ICMP error of an earlier datagram
        return null;
      }
    }

    private DatagramChannel inside(SocketAddress client) throws IOException {
      DatagramChannel channel = byClient.get(client);
      if (channel == null) {
        channel = channel(new InetSocketAddress("10.99.0.9", 0), client);
        byClient.put(client, channel);
      }
      return channel;
    }

    private void hold(ByteBuffer data, DatagramChannel by, SocketAddress to) {
      long now = System.nanoTime();
      if (outageUntil - now > 0) {
        return;
      }
      long extra = jitter == 0 ? 0 : (long) (random.nextDouble() * jitter);
      held.add(new Held(now + delay + extra, number++, data, by, to));
    }
  }
}
