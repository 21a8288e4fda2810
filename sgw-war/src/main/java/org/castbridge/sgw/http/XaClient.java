/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.http;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.castbridge.sgw.GatewayConfig;
import org.castbridge.sgw.GatewayLog;
import org.castbridge.sgw.control.CatalogueItem;
import org.castbridge.sgw.control.ChannelItem;
import org.castbridge.sgw.control.Input;

/** Sends and receives on Xa; nothing blocks. */
@ApplicationScoped
public class XaClient {
  private static final int MAX_POSTERS = 10_000;

  @Inject GatewayConfig config;
  @Resource ManagedExecutorService executor;

  private final Map<String, URI> posters = new LinkedHashMap<>();
  private volatile HttpClient client;
  private volatile String lastLocation;
  private CatalogueCache<CatalogueItem> cache;
  private CatalogueCache<ChannelItem> channelCache;
  private XaRequestBuilder builder;

  /** A poster to be passed on. */
  public record Poster(int status, String type, String etag, String lastModified, byte[] body) {}

  /** Starts. */
  public void start() {
    start(executor);
  }

  void start(Executor threads) {
    cache = new CatalogueCache<>(config.catalogueCache());
    channelCache = new CatalogueCache<>(config.catalogueCache());
    builder = new XaRequestBuilder(config.xaTimeout());
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.xaTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();
  }

  /**
   * Stops. Before Java 21 a client cannot be closed: its thread ends by itself some seconds after
   * nobody refers to the client any more.
   */
  public void stop() {
    HttpClient old = client;
    client = null;
    if (old instanceof AutoCloseable) {
      shutdownNow(old);
    }
  }

  private static void shutdownNow(HttpClient client) {
    try {
      HttpClient.class.getMethod("shutdownNow").invoke(client); // Java 21; close() would wait
    } catch (ReflectiveOperationException e) {
      GatewayLog.LOG.debug("HttpClient was not shut down", e);
    }
  }

  /**
   * Fetches the catalogue of a user.
   *
   * @param inbox takes the one answer
   */
  public void fetch(String location, String identity, Consumer<Input> inbox) {
    new Question<>(location, identity, cache, builder::catalogue, this::readCatalogue)
        .ask(reply -> inbox.accept(new Input.CatalogueReply(reply.status(), reply.items())));
  }

  /**
   * Fetches the channels of a user.
   *
   * @param inbox takes the one answer
   */
  public void fetchChannels(String location, String identity, Consumer<Input> inbox) {
    new Question<>(location, identity, channelCache, builder::channels, XaClient::readChannels)
        .ask(reply -> inbox.accept(new Input.ChannelsReply(reply.status(), reply.items())));
  }

  private List<CatalogueItem> readCatalogue(String location, String type, byte[] body)
      throws XaConformanceException {
    var catalogue = XaConformance.catalogue(URI.create(location), type, body);
    remember(catalogue.posters());
    return catalogue.items();
  }

  private static List<ChannelItem> readChannels(String location, String type, byte[] body)
      throws XaConformanceException {
    return XaConformance.channels(type, body);
  }

  private record Reply<T>(int status, List<T> items) {}

  private interface RequestMaker {
    HttpRequest make(String location, String identity, String etag);
  }

  private interface Reader<T> {
    List<T> read(String location, String type, byte[] body) throws XaConformanceException;
  }

  /** A list that is asked for: its cache, its request and how it is read. */
  private final class Question<T> {
    private final String location;
    private final String identity;
    private final CatalogueCache<T> kept;
    private final RequestMaker maker;
    private final Reader<T> reader;

    Question(
        String location,
        String identity,
        CatalogueCache<T> kept,
        RequestMaker maker,
        Reader<T> reader) {
      this.location = location;
      this.identity = identity;
      this.kept = kept;
      this.maker = maker;
      this.reader = reader;
    }

    void ask(Consumer<Reply<T>> inbox) {
      CatalogueCache.Kept<T> last = kept.get(location, identity);
      lastLocation = location;
      CompletableFuture<HttpResponse<byte[]>> answer;
      try {
        var request = maker.make(location, identity, last == null ? null : last.etag());
        answer = client.sendAsync(request, BoundedBody.of(XaConformance.CATALOGUE_LIMIT));
      } catch (RuntimeException e) {
        answer = CompletableFuture.failedFuture(e);
      }
      answer.whenComplete((response, failure) -> inbox.accept(reply(last, response, failure)));
    }

    private Reply<T> reply(
        CatalogueCache.Kept<T> last, HttpResponse<byte[]> response, Throwable failure) {
      if (failure != null) {
        GatewayLog.LOG.ssfSilent(location, String.valueOf(failure));
        // 3GPP TS 26.237 clause 7.2: if no SSF answers, what was kept is used
        return last == null ? new Reply<>(0, null) : new Reply<>(200, last.items());
      }
      if (response.statusCode() == 304 && last != null) {
        return new Reply<>(200, last.items());
      }
      return response.statusCode() == 200
          ? read(response)
          : new Reply<>(response.statusCode(), null);
    }

    private Reply<T> read(HttpResponse<byte[]> response) {
      try {
        String type = response.headers().firstValue("Content-Type").orElse("");
        List<T> items = reader.read(location, type, response.body());
        response
            .headers()
            .firstValue("ETag")
            .ifPresent(
                etag -> kept.put(location, identity, new CatalogueCache.Kept<>(etag, items)));
        return new Reply<>(200, items);
      } catch (XaConformanceException e) {
        GatewayLog.LOG.ssfNotConforming(location, e.getMessage());
        return new Reply<>(502, null);
      }
    }
  }

  private void remember(Map<String, URI> found) {
    synchronized (posters) {
      if (posters.size() + found.size() > MAX_POSTERS) {
        posters.clear();
      }
      posters.putAll(found);
    }
  }

  /**
   * Fetches a poster.
   *
   * @param etag the browser's, or null
   * @return never fails: trouble is status 502 or 504
   */
  public CompletableFuture<Poster> poster(String contentId, String etag) {
    if (!XaConformance.CONTENT_ID.matcher(contentId).matches()) {
      return CompletableFuture.completedFuture(new Poster(404, null, null, null, null));
    }
    try {
      var request = builder.poster(posterUri(contentId), etag);
      return client
          .sendAsync(request, BoundedBody.of(XaConformance.POSTER_LIMIT))
          .handle((response, failure) -> failure == null ? poster(response) : failed(failure));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed(e));
    }
  }

  private URI posterUri(String contentId) {
    synchronized (posters) {
      URI known = posters.get(contentId);
      if (known != null) {
        return known;
      }
    }
    String location = lastLocation == null ? config.posterLocation() : lastLocation;
    return URI.create(location).resolve("posters/" + contentId + ".jpg");
  }

  private static Poster failed(Throwable failure) {
    GatewayLog.LOG.debug("poster not fetched", failure);
    return new Poster(504, null, null, null, null);
  }

  private static Poster poster(HttpResponse<byte[]> response) {
    var headers = response.headers();
    String etag = headers.firstValue("ETag").orElse(null);
    String modified = headers.firstValue("Last-Modified").orElse(null);
    if (response.statusCode() == 304) {
      return new Poster(304, null, etag, modified, null);
    }
    if (response.statusCode() != 200) {
      int status = response.statusCode() == 404 ? 404 : 502;
      return new Poster(status, null, null, null, null);
    }
    try {
      String type = XaConformance.image(headers.firstValue("Content-Type").orElse(""));
      return new Poster(200, type, etag, modified, response.body());
    } catch (XaConformanceException e) {
      return new Poster(502, null, null, null, null);
    }
  }
}
