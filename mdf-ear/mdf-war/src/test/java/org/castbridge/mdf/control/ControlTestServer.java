/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import io.undertow.Undertow;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.castbridge.content.ContentStore;
import org.castbridge.mdf.control.channel.Television;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jboss.resteasy.plugins.server.undertow.UndertowJaxrsServer;

/** The REST resources over the server's own REST engine, with a media delivery that is fake. */
public final class ControlTestServer implements AutoCloseable {
  public static final Path SAMPLES = Path.of("../content/samples");

  public final FakeMedia media = new FakeMedia();
  public final Path folder = temporary();
  public final Television television =
      Television.of(
          media,
          config(
              Map.of(
                  "castbridge.content.dir", SAMPLES.toString(),
                  "castbridge.mdf.channels", folder.resolve("channels.json").toString(),
                  "castbridge.mdf.time-shift.dir", folder.resolve("rings").toString())));
  public final PlaySessions sessions =
      PlaySessions.of(media, new ContentStore(SAMPLES), television);
  public final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
  private final Server server = new Server();
  private final HttpClient client = HttpClient.newHttpClient();
  private URI base;

  private static Path temporary() {
    try {
      return Files.createTempDirectory(Path.of("target"), "channels");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ControlTestServer() {
    media.reportTo(sessions);
  }

  /** Starts with these resources and providers below this path. */
  public void start(String path, Object... singletons) {
    server.start(Undertow.builder().addHttpListener(0, "127.0.0.1"));
    server.deploy(
        new Application() {
          @Override
          public Set<Object> getSingletons() {
            return Set.of(singletons);
          }
        },
        path);
    base = URI.create("http://127.0.0.1:" + server.port() + path + "/");
  }

  /**
   * @param headers names and values, in turns
   */
  public HttpResponse<String> ask(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.stop();
    executor.shutdownNow();
  }

  private static final class Server extends UndertowJaxrsServer {
    int port() {
      return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }
  }

  /** A configuration out of a map. */
  public static MdfConfig config(Map<String, String> values) {
    return new MdfConfig(new MapConfig(values));
  }

  private record MapConfig(Map<String, String> values) implements Config {
    @Override
    public <T> T getValue(String name, Class<T> type) {
      return getOptionalValue(name, type).orElseThrow();
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
      String value = values.get(name);
      if (value == null) {
        return Optional.empty();
      }
      if (type == Integer.class) {
        return Optional.of(type.cast(Integer.valueOf(value)));
      }
      return Optional.of(type.cast(type == String[].class ? value.split(",") : value));
    }

    @Override
    public ConfigValue getConfigValue(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<String> getPropertyNames() {
      return values.keySet();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
      return List.of();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new IllegalArgumentException();
    }
  }
}
