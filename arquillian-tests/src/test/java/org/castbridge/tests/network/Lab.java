/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.castbridge.tests.harness.Product;

/**
 * The network with the product in it. The server listens on IPv4 and IPv6 and offers every address
 * it can be reached under; which of them works is the router's decision.
 */
public final class Lab implements AutoCloseable {
  private static final int MEDIA = 20_100;
  private static final int OFFSET = Integer.getInteger("castbridge.network.offset", 11_500);

  private final NetworkLab network;
  private final Product product;
  private LabBrowser browser;

  Lab() {
    network = NetworkLab.create(MEDIA + OFFSET);
    Product started = null;
    try {
      started =
          Product.start(
              OFFSET,
              Product.workFolder().resolve("run-network"),
              "--address",
              NetworkLab.SERVER,
              "-Dcastbridge.media.loops=1",
              "-Dcastbridge.mdf.channels=" + channelsFile(),
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

  /** What is told of the public films that come with the product. */
  static List<JsonObject> sampleFilms() {
    try (Stream<Path> folders =
        Files.list(Product.root().resolve(Path.of("mdf-ear", "content", "samples")))) {
      return folders
          .map(folder -> folder.resolve("asset.json"))
          .filter(Files::exists)
          .sorted()
          .map(Lab::read)
          .filter(film -> film.getBoolean("public", false))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject read(Path file) {
    try (var in = Files.newBufferedReader(file)) {
      return Json.createReader(in).readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The channel that plays nothing but this film, over and over. */
  static String liveChannel(JsonObject film) {
    return "live-" + film.getString("id");
  }

  private static Path channelsFile() {
    var channels = Json.createArrayBuilder();
    int number = 1;
    for (JsonObject film : sampleFilms()) {
      channels.add(
          Json.createObjectBuilder()
              .add("id", liveChannel(film))
              .add("title", film.getString("title"))
              .add("number", number++)
              .add(
                  "input",
                  Json.createObjectBuilder()
                      .add("type", "playout")
                      .add("assets", Json.createArrayBuilder().add(film.getString("id"))))
              .add("timeShiftSeconds", 0)
              .add("public", true));
    }
    try {
      Path file = log("channels.json");
      Files.createDirectories(file.getParent());
      return Files.writeString(
          file, Json.createObjectBuilder().add("channels", channels).build().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One more product, on the server's IPv4 address. */
  Product another(String folder, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--address", NetworkLab.SERVER));
    all.addAll(List.of(arguments));
    return Product.start(
        OFFSET + 1000, Product.workFolder().resolve(folder), all.toArray(String[]::new));
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
  public LabViewer chromium() {
    return new LabViewer(browser().page(), product);
  }

  /** Chromium's name and version. */
  public String chromiumVersion() {
    return browser().version();
  }

  private synchronized LabBrowser browser() {
    if (browser == null) {
      browser = new LabBrowser(network, product.address("page"));
    }
    return browser;
  }

  /** A WHEP viewer in a Firefox that the caller has started and ends. */
  public LabViewer firefox(Firefox firefox) {
    return new LabViewer(firefox.page(), product);
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
