/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.figures;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.castbridge.media.session.PacketTap;

/**
 * Captures one session's RTP and RTCP, in the clear, into a pcapng file. The session's thread only
 * copies the packet; a thread of the capture's own writes. What that cannot keep up with is left
 * out and counted; the file ends at its size limit, whole.
 */
public final class SessionCapture implements PacketTap, AutoCloseable {
  /** Two seconds of a 4 Mbit/s picture. */
  private static final int QUEUE = 1024;

  private static final long FLUSH_MILLIS = 500;
  private static final int PORT_OF_ANNOUNCEMENTS = 9875;

  private record Packet(boolean outgoing, byte[] data, InetSocketAddress remote, long nowNanos) {}

  private final BlockingQueue<Packet> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Path file;
  private final long maxBytes;
  private final InetSocketAddress local;
  private final String answer;
  private final long epochNanos;
  private final OutputStream out;
  private final PcapngWriter writer;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean full;
  private volatile IOException failure;

  /**
   * @param file is made; must not exist
   * @param maxBytes the file grows no larger
   * @param local the server's address in the packets
   * @param answer the session's SDP, from which a reader knows the payload types; may be null
   * @param now what the session's clock shows now
   * @throws IOException when the file cannot be made
   */
  public SessionCapture(
      Path file, long maxBytes, InetSocketAddress local, String answer, Instant wall, long now)
      throws IOException {
    this.file = file;
    this.maxBytes = maxBytes;
    this.local = local;
    this.answer = answer;
    this.epochNanos = wall.getEpochSecond() * 1_000_000_000L + wall.getNano() - now;
    Files.createDirectories(file.toAbsolutePath().getParent());
    out =
        new BufferedOutputStream(
            Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE_NEW), 1 << 16);
    writer = new PcapngWriter(out);
    thread = new Thread(this::write, "castbridge-capture");
    thread.setDaemon(true);
    thread.start();
  }

  /** On the session's thread: copies, never waits. */
  @Override
  public void packet(
      boolean outgoing, byte[] b, int offset, int length, InetSocketAddress remote, long now) {
    if (closed || full || remote == null) {
      return;
    }
    byte[] data = Arrays.copyOfRange(b, offset, offset + length);
    if (!queue.offer(new Packet(outgoing, data, remote, now))) {
      dropped.incrementAndGet();
    }
  }

  private void write() {
    try (OutputStream file = out) {
      writer.begin("RTP and RTCP of one session in the clear; IP and UDP headers are made up");
      while (!closed || !queue.isEmpty()) {
        Packet packet = queue.poll(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        if (packet == null) {
          file.flush();
        } else {
          write(packet);
        }
      }
      writer.end(epochNanos + System.nanoTime(), taken.get(), dropped.get());
    } catch (IOException e) {
      failure = e;
      full = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Packet packet) throws IOException {
    long at = epochNanos + packet.nowNanos();
    if (taken.get() == 0 && answer != null) {
      announce(at, packet.remote());
    }
    byte[] b = packet.data();
    if (full || writer.written() + b.length + 2L * PcapngWriter.OVERHEAD > maxBytes) {
      full = true;
      return;
    }
    InetSocketAddress from = packet.outgoing() ? local : packet.remote();
    writer.packet(at, from, packet.outgoing() ? packet.remote() : local, b, 0, b.length);
    taken.incrementAndGet();
  }

  /**
   * The description goes first, as a session announcement (RFC 2974): from it a reader knows that
   * what follows is RTP, and of which codecs.
   */
  private void announce(long at, InetSocketAddress remote) throws IOException {
    byte[] sap = Announcement.of(answer, local, remote);
    InetSocketAddress from = new InetSocketAddress(local.getAddress(), PORT_OF_ANNOUNCEMENTS);
    InetSocketAddress to = new InetSocketAddress(remote.getAddress(), PORT_OF_ANNOUNCEMENTS);
    if (writer.written() + sap.length + PcapngWriter.OVERHEAD < maxBytes) {
      writer.packet(at, from, to, sap, 0, sap.length);
    }
  }

  /** Where it is written. */
  public Path file() {
    return file;
  }

  /** Packets in the file. */
  public long taken() {
    return taken.get();
  }

  /** Packets there was no time to write. */
  public long dropped() {
    return dropped.get();
  }

  /** The file has reached its limit: nothing more is taken. */
  public boolean full() {
    return full;
  }

  /** Why it could not be written; null if it could. */
  public IOException failure() {
    return failure;
  }

  /** Ends the capture; what was taken is written, in the background. Again is harmless. */
  @Override
  public void close() {
    closed = true;
  }

  /** Waits until the file is complete. */
  public void await(long millis) throws InterruptedException {
    thread.join(millis);
  }
}
