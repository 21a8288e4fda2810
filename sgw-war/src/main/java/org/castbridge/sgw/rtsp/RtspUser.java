/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.rtsp;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.castbridge.sgw.GatewayLog;
import org.castbridge.sgw.control.Input;
import org.castbridge.sgw.control.Output;

/** The Xc connections of one user, one for each film. Called by the user's queue only. */
public final class RtspUser {
  private static final int DEFAULT_PORT = 554;

  private final Supplier<AsynchronousChannelGroup> group;
  private final Consumer<Input> inbox;
  private final Map<String, RtspConnection> connections = new HashMap<>();

  RtspUser(Supplier<AsynchronousChannelGroup> group, Consumer<Input> inbox) {
    this.group = group;
    this.inbox = inbox;
  }

  /** Does what the control engine asks for; returns at once. */
  public void perform(Output.Rtsp command) {
    if (command instanceof Output.Connect connect) {
      connect(connect);
    } else if (command instanceof Output.Disconnect disconnect) {
      close(connections.remove(disconnect.session()));
    } else if (command instanceof Output.Control control) {
      RtspConnection connection = connections.get(control.session());
      if (connection != null) {
        connection.send(control);
      }
    }
  }

  private void connect(Output.Connect command) {
    URI uri = URI.create(command.uri());
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    close(connections.remove(command.session()));
    try {
      InetSocketAddress address = new InetSocketAddress(uri.getHost(), port);
      RtspConnection connection = new RtspConnection(command.session(), address, inbox);
      connections.put(command.session(), connection);
      connection.open(group.get());
    } catch (IllegalStateException e) {
      GatewayLog.LOG.controlBroken(command.uri(), e.getMessage());
      inbox.accept(new Input.ControlLost(command.session()));
    }
  }

  /** Closes all. */
  public void free() {
    connections.values().forEach(RtspConnection::close);
    connections.clear();
  }

  private static void close(RtspConnection connection) {
    if (connection != null) {
      connection.close();
    }
  }
}
