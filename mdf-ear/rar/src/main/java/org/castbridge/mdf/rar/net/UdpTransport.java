/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.SegmentedDatagramPacket;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ResourceLeakDetector;

/**
 * Which kind of socket: epoll, whose segmentation offload sends a picture in one system call at a
 * fifth of the cost a packet, or the JDK's where there is no epoll.
 *
 * @param channel Netty's channel class
 * @param segmentation whether {@link SegmentedDatagramPacket} may be used
 */
public record UdpTransport(boolean epoll, Class<? extends Channel> channel, boolean segmentation) {
  static {
    // it takes a stack trace of every 128th buffer, which is a tenth of what such a send costs
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
  }

  public static UdpTransport choose(boolean nativeTransport, boolean segmentation) {
    if (nativeTransport && Epoll.isAvailable()) {
      return new UdpTransport(
          true, EpollDatagramChannel.class, segmentation && SegmentedDatagramPacket.isSupported());
    }
    return new UdpTransport(false, NioDatagramChannel.class, false);
  }

  /** The kind of socket that listens on TCP. */
  Class<? extends ServerChannel> listener() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  public IoHandlerFactory handlers() {
    return epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  /** In an operator's words. */
  String words() {
    if (!epoll) {
      return "NIO";
    }
    return segmentation ? "epoll with segmentation offload" : "epoll";
  }
}
