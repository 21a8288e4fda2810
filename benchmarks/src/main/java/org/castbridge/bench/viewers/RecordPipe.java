/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;

/** Between Bouncy Castle's blocking handshake and a viewer's event loop. */
final class RecordPipe implements DatagramTransport {
  private static final int RECEIVE_LIMIT = 1472;
  private static final int SEND_LIMIT = 1200;

  private final BlockingQueue<byte[]> records = new ArrayBlockingQueue<>(64);
  private final Consumer<byte[]> out;

  RecordPipe(Consumer<byte[]> out) {
    this.out = out;
  }

  /** A record came; dropped when too many wait, the peer repeats it. */
  void offer(byte[] record) {
    records.offer(record);
  }

  @Override
  public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
    try {
      byte[] record = records.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
      if (record == null) {
        return -1;
      }
      int n = Math.min(length, record.length);
      System.arraycopy(record, 0, buffer, offset, n);
      return n;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the bench stops");
    }
  }

  @Override
  public void send(byte[] buffer, int offset, int length) {
    out.accept(Arrays.copyOfRange(buffer, offset, offset + length));
  }

  @Override
  public int getReceiveLimit() {
    return RECEIVE_LIMIT;
  }

  @Override
  public int getSendLimit() {
    return SEND_LIMIT;
  }

  @Override
  public void close() {
    // the socket is shared with media
  }
}
