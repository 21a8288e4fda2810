/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.castbridge.mcf.session.ControlPeer;
import org.castbridge.mcf.session.ControlledSession;
import org.castbridge.signalling.rtsp.Notice;
import org.castbridge.signalling.rtsp.NptRange;
import org.castbridge.signalling.rtsp.RtspDecoder;
import org.castbridge.signalling.rtsp.RtspEncoder;
import org.castbridge.signalling.rtsp.RtspException;
import org.castbridge.signalling.rtsp.RtspHeaders;
import org.castbridge.signalling.rtsp.RtspMessage;
import org.castbridge.signalling.rtsp.RtspRequest;
import org.castbridge.signalling.rtsp.RtspResponse;

/**
 * One connection of Xc. Requests are answered in their order, one at a time. Everything but {@link
 * #announce} runs on the server's thread.
 */
final class RtspConnection implements ControlPeer {
  private static final int MAX_WAITING = 32;
  private static final int MAX_OUTPUT = 256 * 1024;

  private final RtspServer server;
  private final RtspControl control;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final RtspDecoder decoder = new RtspDecoder();
  private final Deque<RtspRequest> waiting = new ArrayDeque<>();
  private final Deque<ByteBuffer> output = new ArrayDeque<>();
  private boolean busy;
  private boolean closed;
  private boolean closeWhenWritten;
  private long lastHeard = System.nanoTime();
  private int announces;
  private int outputBytes;

  RtspConnection(RtspServer server, RtspControl control, SocketChannel channel, SelectionKey key) {
    this.server = server;
    this.control = control;
    this.channel = channel;
    this.key = key;
  }

  /** The socket is ready. */
  void serve(ByteBuffer buffer) throws IOException {
    if (key.isValid() && key.isWritable()) {
      write();
    }
    if (key.isValid() && key.isReadable()) {
      read(buffer);
    }
  }

  private void read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    if (count < 0) {
      close();
      return;
    }
    lastHeard = System.nanoTime();
    decoder.feed(buffer.flip());
    decode();
  }

  private void decode() throws IOException {
    while (!closed && !closeWhenWritten) {
      try {
        Optional<RtspMessage> message = decoder.poll();
        if (message.isEmpty()) {
          return;
        }
        // A response is that to an ANNOUNCE: there is nothing to do about it, whatever it says.
        if (message.get() instanceof RtspRequest request) {
          take(request);
        }
      } catch (RtspException e) {
        refuse(e);
      }
    }
  }

  private void refuse(RtspException e) throws IOException {
    // Closing after the answer: bytes that are no RTSP would only bring more of the same.
    closeWhenWritten = e.isFatal();
    send(RtspResponse.of(e.status(), e.cseq()));
  }

  private void take(RtspRequest request) {
    if (waiting.size() >= MAX_WAITING) {
      close();
      return;
    }
    waiting.add(request);
    next();
  }

  private void next() {
    RtspRequest request = busy || closed ? null : waiting.poll();
    if (request != null) {
      busy = true;
      control
          .handle(request, this)
          .whenComplete((response, thrown) -> server.execute(() -> answered(response)));
    }
  }

  private void answered(RtspResponse response) {
    busy = false;
    if (response == null) {
      close();
      return;
    }
    sendOrClose(response);
    next();
  }

  @Override
  public void announce(ControlledSession session, Notice notice, double position) {
    server.execute(
        () -> {
          RtspRequest request =
              RtspRequest.of(RtspRequest.ANNOUNCE, session.uri().toString(), ++announces)
                  .with(RtspHeaders.SESSION, session.id())
                  .with(RtspHeaders.NOTICE, notice.toString());
          boolean stands = notice.isEndOfStream();
          sendOrClose(
              stands
                  ? request.with(RtspHeaders.RANGE, NptRange.from(position).toString())
                  : request);
        });
  }

  private void sendOrClose(RtspMessage message) {
    try {
      send(message);
    } catch (IOException e) {
      close(); // the peer went away; its session lives on until its timeout
    }
  }

  private void send(RtspMessage message) throws IOException {
    if (closed) {
      return;
    }
    ByteBuffer bytes = RtspEncoder.encode(message);
    outputBytes += bytes.remaining();
    if (outputBytes > MAX_OUTPUT) {
      close(); // asks, but does not read
      return;
    }
    output.add(bytes);
    write();
  }

  private void write() throws IOException {
    while (!output.isEmpty()) {
      int count = channel.write(output.peek());
      outputBytes -= count;
      if (output.peek().hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      output.poll();
    }
    key.interestOps(SelectionKey.OP_READ);
    if (closeWhenWritten) {
      close();
    }
  }

  void closeIfIdle(long before) {
    if (lastHeard - before < 0) {
      close();
    }
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    waiting.clear();
    output.clear();
    key.cancel();
    server.closed();
    try {
      channel.close();
    } catch (IOException e) {
      closeWhenWritten = true; // nothing can be done about a socket that does not close
    }
  }
}
