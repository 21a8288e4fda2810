/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;

/**
 * Two datagram ends in one process; what goes through can be lost or come out of order, by a seeded
 * die.
 */
final class LossyPipe {
  private static final byte[] CLOSED = new byte[0];

  final End client;
  final End server;

  LossyPipe(long seed, double loss, double reordering, int sendLimit) {
    BlockingQueue<byte[]> toServer = new LinkedBlockingQueue<>();
    BlockingQueue<byte[]> toClient = new LinkedBlockingQueue<>();
    client = new End(toClient, toServer, new Random(seed), loss, reordering, sendLimit);
    server = new End(toServer, toClient, new Random(seed + 1), loss, reordering, 1200);
  }

  static final class End implements DatagramTransport {
    private final BlockingQueue<byte[]> in;
    private final BlockingQueue<byte[]> out;
    private final Random die;
    private final double loss;
    private final double reordering;
    private final int sendLimit;
    private byte[] held;
    private volatile boolean closed;
    int sent;
    int lost;

    private End(
        BlockingQueue<byte[]> in,
        BlockingQueue<byte[]> out,
        Random die,
        double loss,
        double reordering,
        int sendLimit) {
      this.in = in;
      this.out = out;
      this.die = die;
      this.loss = loss;
      this.reordering = reordering;
      this.sendLimit = sendLimit;
    }

    /** What has come and was not received yet. */
    byte[] poll() {
      return in.poll();
    }

    @Override
    public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
      try {
        byte[] b = in.poll(waitMillis == 0 ? Long.MAX_VALUE : waitMillis, TimeUnit.MILLISECONDS);
        if (closed || b == CLOSED) {
          throw new PipeClosedException();
        }
        if (b == null) {
          return -1;
        }
        System.arraycopy(b, 0, buf, off, Math.min(len, b.length));
        return b.length;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PipeClosedException();
      }
    }

    @Override
    public synchronized void send(byte[] buf, int off, int len) {
      sent++;
      byte[] b = new byte[len];
      System.arraycopy(buf, off, b, 0, len);
      if (die.nextDouble() < loss) {
        lost++;
      } else if (held == null && die.nextDouble() < reordering) {
        held = b;
      } else {
        out.add(b);
        if (held != null) {
          out.add(held);
          held = null;
        }
      }
    }

    @Override
    public int getReceiveLimit() {
      return 1472;
    }

    @Override
    public int getSendLimit() {
      return sendLimit;
    }

    @Override
    public void close() {
      closed = true;
      in.add(CLOSED);
    }
  }
}
