/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;
import org.castbridge.media.dtls.PipeClosedException;

/**
 * A viewer's DTLS records on their way between its event loop and its handshake's thread. Bounded:
 * who sends faster than the handshake reads loses records, and DTLS repeats them.
 */
final class HandshakePipe implements DatagramTransport {
  /** Where the records we make go. */
  interface Sink {
    /** Sends a copy it may keep; callable from any thread. */
    void send(byte[] record, InetSocketAddress to);
  }

  static final int CAPACITY = 64;

  /** Largest payload of a datagram on Ethernet. */
  private static final int RECEIVE_LIMIT = 1472;

  /** Leaves room for tunnels; the same as libwebrtc's. */
  private static final int SEND_LIMIT = 1200;

  private static final byte[] CLOSED = new byte[0];

  private final BlockingQueue<byte[]> incoming = new ArrayBlockingQueue<>(CAPACITY);
  private final Sink sink;
  private volatile InetSocketAddress peer;
  private volatile boolean closed;

  HandshakePipe(Sink sink) {
    this.sink = sink;
  }

  /**
   * Takes a record from the viewer, whose address is the one to answer; false when there is no
   * room.
   */
  boolean offer(byte[] record, InetSocketAddress from) {
    peer = from;
    return incoming.offer(record);
  }

  /** The next record nobody has received yet, or null. */
  byte[] poll() {
    byte[] record = incoming.poll();
    return record == CLOSED ? null : record;
  }

  @Override
  public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
    try {
      byte[] record =
          closed ? CLOSED : incoming.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
      if (closed || record == CLOSED) {
        throw new PipeClosedException();
      }
      if (record == null) {
        return -1;
      }
      System.arraycopy(record, 0, buf, off, Math.min(len, record.length));
      return record.length; // more than len: the caller drops it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipeClosedException();
    }
  }

  @Override
  public void send(byte[] buf, int off, int len) {
    sink.send(Arrays.copyOfRange(buf, off, off + len), peer);
  }

  @Override
  public int getReceiveLimit() {
    return RECEIVE_LIMIT;
  }

  @Override
  public int getSendLimit() {
    return SEND_LIMIT;
  }

  /** Ends a handshake that waits here. Bouncy Castle calls it, too, when an association is over. */
  @Override
  public void close() {
    closed = true;
    incoming.clear();
    incoming.offer(CLOSED);
  }
}
