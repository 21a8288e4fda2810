/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.bouncycastle.tls.DatagramTransport;

/**
 * Between Bouncy Castle and the shell's pipe. During the handshake it passes through, blocking;
 * afterwards it hands out the one record it was given and then says at once that there is no more,
 * so that reading never holds up an event loop.
 */
final class HandshakeTransport implements DatagramTransport {
  /** The one exception that leaves Bouncy Castle's record layer without failing it. */
  private static final class NoMoreRecords extends InterruptedIOException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private final DatagramTransport pipe;
  private final ChangeCipherSpecGate gate = new ChangeCipherSpecGate();
  private boolean established;
  private byte[] record;
  private int recordOff;
  private int recordLen = -1;

  HandshakeTransport(DatagramTransport pipe) {
    this.pipe = pipe;
  }

  void established() {
    established = true;
  }

  void offer(byte[] b, int off, int len) {
    record = b;
    recordOff = off;
    recordLen = len;
  }

  @Override
  public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
    if (!established) {
      return receiveInOrder(buf, off, len, waitMillis);
    }
    byte[] left = gate.poll();
    if (left != null) {
      System.arraycopy(left, 0, buf, off, left.length);
      return left.length;
    }
    if (recordLen < 0) {
      throw new NoMoreRecords();
    }
    int size = recordLen;
    if (size
        <= len) { // larger than our receive limit: Bouncy Castle discards it by the returned length
      System.arraycopy(record, recordOff, buf, off, size);
    }
    record = null;
    recordLen = -1;
    return size;
  }

  private int receiveInOrder(byte[] buf, int off, int len, int waitMillis) throws IOException {
    byte[] next = gate.poll();
    if (next == null) {
      int received = pipe.receive(buf, off, len, waitMillis);
      if (received < 0 || received > len) {
        return -1;
      }
      gate.offer(buf, off, received);
      next = gate.poll();
    }
    if (next == null) {
      return -1; // held back; Bouncy Castle asks again while its time lasts
    }
    System.arraycopy(next, 0, buf, off, next.length);
    return next.length;
  }

  @Override
  public void send(byte[] buf, int off, int len) throws IOException {
    pipe.send(buf, off, len);
  }

  @Override
  public int getReceiveLimit() throws IOException {
    return pipe.getReceiveLimit();
  }

  @Override
  public int getSendLimit() throws IOException {
    return pipe.getSendLimit();
  }

  @Override
  public void close() throws IOException {
    pipe.close();
  }
}
