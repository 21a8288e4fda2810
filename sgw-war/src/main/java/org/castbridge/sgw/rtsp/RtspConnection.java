/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.rtsp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.castbridge.sgw.GatewayLog;
import org.castbridge.sgw.control.Input;
import org.castbridge.sgw.control.Output;
import org.castbridge.signalling.rtsp.RtspDecoder;
import org.castbridge.signalling.rtsp.RtspEncoder;
import org.castbridge.signalling.rtsp.RtspException;
import org.castbridge.signalling.rtsp.RtspMessage;
import org.castbridge.signalling.rtsp.RtspRequest;
import org.castbridge.signalling.rtsp.RtspResponse;
import org.castbridge.signalling.rtsp.RtspStatus;

/** One persistent TCP connection for one film; requests wait until it is made. */
final class RtspConnection {
  private static final int MAX_WAITING = 64;

  private final String session;
  private final InetSocketAddress address;
  private final Consumer<Input> inbox;
  private final RtspDecoder decoder = new RtspDecoder();
  private final ByteBuffer input = ByteBuffer.allocate(4096);
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private final Map<Long, Output.Control> pending = new HashMap<>();
  private AsynchronousSocketChannel channel;
  private String rtspSession = "";
  private long cseq;
  private boolean connected;
  private boolean writing;
  private boolean closed;

  RtspConnection(String session, InetSocketAddress address, Consumer<Input> inbox) {
    this.session = session;
    this.address = address;
    this.inbox = inbox;
  }

  synchronized void open(AsynchronousChannelGroup group) {
    try {
      channel = AsynchronousSocketChannel.open(group);
      channel.connect(address, null, handler(ignored -> connected()));
    } catch (IOException | RuntimeException e) {
      broken(e);
    }
  }

  private synchronized void connected() {
    connected = true;
    write();
    read();
  }

  synchronized void send(Output.Control command) {
    if (closed) {
      return; // the control engine has been told that the connection is lost
    }
    cseq++;
    pending.put(cseq, command);
    rtspSession = command.rtspSession();
    enqueue(RtspMessageBuilder.request(command, cseq));
  }

  private void enqueue(RtspMessage message) {
    if (waiting.size() >= MAX_WAITING) {
      broken(new IOException("the MCF does not read"));
      return;
    }
    waiting.add(RtspEncoder.encode(message));
    write();
  }

  private void write() {
    if (!connected || writing || closed || waiting.isEmpty()) {
      return;
    }
    writing = true;
    channel.write(waiting.peek(), null, handler(ignored -> written()));
  }

  private synchronized void written() {
    writing = false;
    if (!waiting.peek().hasRemaining()) {
      waiting.poll();
    }
    write();
  }

  private void read() {
    if (!closed) {
      channel.read(input, null, handler(this::arrived));
    }
  }

  private synchronized void arrived(int count) {
    if (closed) {
      return;
    }
    if (count < 0) {
      broken(new IOException("closed by the MCF"));
      return;
    }
    input.flip();
    decoder.feed(input);
    input.clear();
    while (!closed && take()) {}
    if (!closed) {
      read();
    }
  }

  /** Takes one message; false when there is none. */
  private boolean take() {
    try {
      Optional<RtspMessage> message = decoder.poll();
      message.ifPresent(this::receive);
      return message.isPresent();
    } catch (RtspException e) {
      GatewayLog.LOG.controlNotConforming(address.toString(), e.getMessage());
      if (e.isFatal()) {
        broken(e);
        return false;
      }
      refuse(e);
      return true;
    }
  }

  private void refuse(RtspException e) {
    Output.Control command = pending.remove(e.cseq());
    if (command != null) {
      inbox.accept(RtspConformance.failed(command, RtspStatus.BAD_GATEWAY.code()));
    } else if (e.cseq() >= 0) {
      enqueue(RtspResponse.of(e.status(), e.cseq()));
    }
  }

  private void receive(RtspMessage message) {
    if (message instanceof RtspResponse response) {
      Output.Control command = pending.remove(response.cseq());
      if (command != null && response.status() >= 200) {
        inbox.accept(RtspConformance.reply(command, response));
      } else if (command != null) {
        pending.put(response.cseq(), command); // 100 Continue
      }
    } else if (message instanceof RtspRequest request) {
      enqueue(answer(request));
    }
  }

  private RtspResponse answer(RtspRequest request) {
    return switch (request.method()) {
      case RtspRequest.ANNOUNCE -> announce(request);
      case RtspRequest.OPTIONS ->
          RtspMessageBuilder.answer(request, RtspStatus.OK)
              .with("Public", "ANNOUNCE, OPTIONS, GET_PARAMETER");
      case RtspRequest.GET_PARAMETER -> RtspMessageBuilder.answer(request, RtspStatus.OK);
      default -> RtspMessageBuilder.answer(request, RtspStatus.NOT_IMPLEMENTED);
    };
  }

  private RtspResponse announce(RtspRequest request) {
    try {
      inbox.accept(RtspConformance.notice(session, rtspSession, request));
      return RtspMessageBuilder.answer(request, RtspStatus.OK);
    } catch (RtspException e) {
      GatewayLog.LOG.controlNotConforming(address.toString(), e.getMessage());
      return RtspMessageBuilder.answer(request, e.status());
    }
  }

  private synchronized void broken(Throwable cause) {
    if (closed) {
      return;
    }
    GatewayLog.LOG.controlBroken(address.toString(), String.valueOf(cause));
    close();
    inbox.accept(new Input.ControlLost(session));
  }

  /** Closes without a word to the control engine. */
  synchronized void close() {
    closed = true;
    pending.clear();
    waiting.clear();
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      GatewayLog.LOG.debug("Xc connection was closed already", e);
    }
  }

  private <T> CompletionHandler<T, Void> handler(Consumer<T> action) {
    return new CompletionHandler<>() {
      @Override
      public void completed(T result, Void attachment) {
        action.accept(result);
      }

      @Override
      public void failed(Throwable cause, Void attachment) {
        broken(cause);
      }
    };
  }
}
