/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import java.nio.file.Path;
import java.util.List;
import org.castbridge.tests.harness.Product;

/**
 * The network with the product in it. The server listens on IPv4 and IPv6 and offers every address
 * it can be reached under; which of them works is the router's decision.
 */
public final class Lab implements AutoCloseable {
  private static final int MEDIA = 20_100;

  private final NetworkLab network;
  private final Product product;
  private LabBrowser browser;

  Lab() {
    int offset = Integer.getInteger("castbridge.network.offset", 11_500);
    network = NetworkLab.create(MEDIA + offset);
    Product started = null;
    try {
      started =
          Product.start(
              offset,
              Product.workFolder().resolve("run-network"),
              "--address",
              NetworkLab.SERVER,
              "-Dcastbridge.media.loops=1",
              "-Dcastbridge.media.address=::",
              "-Dcastbridge.media.public-address="
                  + String.join(
                      ",",
                      List.of(
                          NetworkLab.SERVER,
                          NetworkLab.SERVER_IPV6,
                          NetworkLab.PUBLIC,
                          NetworkLab.RELAY)));
    } finally {
      if (started == null) {
        network.close();
      }
    }
    product = started;
  }

  public NetworkLab network() {
    return network;
  }

  public Product product() {
    return product;
  }

  /** The media port, UDP and TCP. */
  public int mediaPort() {
    return product.port(MEDIA);
  }

  /** The relay, which becomes the only way to the media port. */
  public UdpRelay relay() {
    network.only(NetworkLab.Way.RELAY);
    return UdpRelay.start(mediaPort(), log("relay.log"));
  }

  /** coturn on the router, which becomes the only way to the media port. */
  public Turn turn() {
    network.only(NetworkLab.Way.TURN);
    return Turn.start(log("turn.log"));
  }

  private static Path log(String name) {
    return Product.workFolder().resolve("run-network").resolve(name);
  }

  /** A WHEP viewer in Chromium in the viewer's namespace. */
  public synchronized LabViewer chromium() {
    if (browser == null) {
      browser = new LabBrowser(network, product.address("page"));
    }
    return browser.viewer(product);
  }

  @Override
  public void close() {
    if (browser != null) {
      browser.close();
    }
    product.close();
    network.close();
  }
}
