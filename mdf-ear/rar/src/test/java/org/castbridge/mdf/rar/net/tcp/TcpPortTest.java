/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.castbridge.media.ice.TcpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpPortTest {
  private record Frame(byte[] data, TcpAddress from) {}

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();
  private final TcpPort port =
      new TcpPort(
          new FrameReceiver() {
            @Override
            public void received(byte[] b, int length, TcpAddress from) {
              received.add(new Frame(Arrays.copyOf(b, length), from));
            }

            @Override
            public void closed(TcpAddress from) {}

            @Override
            public void readComplete() {}
          });
  private InetSocketAddress address;

  @BeforeEach
  void open() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
    }
    port.open(loop, NioServerSocketChannel.class, address);
  }

  @AfterEach
  void close() throws InterruptedException {
    port.close();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16 << 10);
    socket.connect(address);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private Frame hello(Socket socket) throws Exception {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeShort(3);
    out.write(new byte[] {0, 1, 2});
    return received.poll(10, TimeUnit.SECONDS);
  }

  private <T> T onLoop(java.util.concurrent.Callable<T> task) throws Exception {
    return loop.submit(task).get(10, TimeUnit.SECONDS);
  }

  @Test
  void framesGoBothWaysAndConnectionsAreTheirOwnAddresses() throws Exception {
    try (Socket one = connect();
        Socket two = connect()) {
      Frame first = hello(one);
      Frame second = hello(two);
      assertThat(first.data()).containsExactly(0, 1, 2);
      assertThat(first.from()).isNotEqualTo(second.from());
      assertThat(first.from().peer().getPort()).isEqualTo(one.getLocalPort());
      assertThat((Object) first.from()).isNotEqualTo(first.from().peer());

      onLoop(
          () -> {
            port.write(new byte[] {9, 20, 21, 22}, 1, 3, second.from());
            port.flush();
            return null;
          });
      DataInputStream in = new DataInputStream(two.getInputStream());
      assertThat(in.readUnsignedShort()).isEqualTo(3);
      assertThat(in.readNBytes(3)).containsExactly(20, 21, 22);

      onLoop(
          () -> {
            port.close(second.from());
            return null;
          });
      assertThat(in.read()).isEqualTo(-1);
      assertThat(onLoop(() -> port.write(new byte[4], 0, 4, second.from()))).isFalse();
    }
  }

  /** A viewer that reads nothing: what waits for it stays within the limit, checks still go. */
  @Test
  void aSlowViewerCostsABoundedBuffer() throws Exception {
    try (Socket slow = connect()) {
      TcpAddress viewer = hello(slow).from();
      byte[] media = new byte[1200];
      media[0] = (byte) 0x80;
      int taken =
          onLoop(
              () -> {
                int written = 0;
                for (int i = 0; i < 20_000; i++) {
                  written += port.write(media, 0, media.length, viewer) ? 1 : 0;
                  port.flush();
                }
                return written;
              });
      assertThat(taken).isBetween(100, 8_000);
      assertThat(onLoop(() -> port.congested(viewer))).isTrue();
      byte[] check = new byte[100];
      assertThat(onLoop(() -> port.write(check, 0, check.length, viewer))).isTrue();
      int checks =
          onLoop(
              () -> {
                int written = 0;
                for (int i = 0; i < 20_000; i++) {
                  written += port.write(check, 0, check.length, viewer) ? 1 : 0;
                }
                return written;
              });
      assertThat(checks).isLessThan(8_000);
    }
  }

  @Test
  void whoSendsNoFramesIsPutOut() throws Exception {
    try (Socket http = connect()) {
      http.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
      assertThat(http.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(received).isEmpty();
  }
}
