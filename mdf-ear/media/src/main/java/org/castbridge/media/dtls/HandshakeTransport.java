/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.bouncycastle.tls.DatagramTransport;

/**
 * Between Bouncy Castle and the shell's pipe. During the handshake it passes through, blocking;
 * afterwards it hands out the records it was given and then says at once that there is no more, so
 * that reading never holds up an event loop.
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

  HandshakeTransport(DatagramTransport pipe) {
    this.pipe = pipe;
  }

  void established() {
    established = true;
  }

  void offer(byte[] b, int off, int len) {
    gate.offer(b, off, len);
  }

  @Override
  public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
    byte[] next = gate.poll();
    if (next == null && established) {
      throw new NoMoreRecords();
    }
    if (next == null) {
      int received = pipe.receive(buf, off, len, waitMillis);
      if (received < 0 || received > len) {
        return -1;
      }
      gate.offer(buf, off, received);
      next = gate.poll();
    }
    if (next == null || next.length > len) {
      return -1; // held back or too large; Bouncy Castle asks again while its time lasts
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
