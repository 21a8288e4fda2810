/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.castbridge.sip.container.SipContainer;
import org.castbridge.sip.container.SipContainerConfig;
import org.castbridge.sip.container.SipContainerException;
import org.castbridge.sip.container.guard.TrustedPeers;
import org.jboss.as.network.SocketBinding;
import org.jboss.msc.Service;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StartException;
import org.jboss.msc.service.StopContext;

/** Runs the container while the subsystem is up. */
final class SipContainerService implements Service {

  /** A connector and where the server says it is. */
  record Binding(String name, String protocol, Supplier<SocketBinding> socket) {}

  /** Completes the configuration once addresses are known. */
  interface ConfigFactory {
    SipContainerConfig create(List<SipContainerConfig.Connector> connectors);
  }

  private final Consumer<SipContainer> provided;
  private final List<Binding> bindings;
  private final ConfigFactory config;
  private SipContainer container;

  SipContainerService(
      Consumer<SipContainer> provided, List<Binding> bindings, ConfigFactory config) {
    this.provided = provided;
    this.bindings = List.copyOf(bindings);
    this.config = config;
  }

  static SipContainerConfig config(
      String domain,
      String defaultApplication,
      TrustedPeers trustedPeers,
      int threads,
      boolean statistics,
      List<SipContainerConfig.Connector> connectors) {
    return new SipContainerConfig(
        domain, defaultApplication, trustedPeers, threads, statistics, connectors);
  }

  @Override
  public void start(StartContext context) throws StartException {
    container =
        new SipContainer(
            config.create(bindings.stream().map(SipContainerService::connector).toList()));
    try {
      container.start();
    } catch (SipContainerException e) {
      throw new StartException(e.getMessage(), e);
    }
    provided.accept(container);
  }

  private static SipContainerConfig.Connector connector(Binding binding) {
    SocketBinding socket = binding.socket().get();
    return new SipContainerConfig.Connector(
        binding.name(),
        binding.protocol(),
        socket.getSocketAddress().getAddress().getHostAddress(),
        socket.getSocketAddress().getPort());
  }

  @Override
  public void stop(StopContext context) {
    provided.accept(null);
    container.stop();
    container = null;
  }
}
