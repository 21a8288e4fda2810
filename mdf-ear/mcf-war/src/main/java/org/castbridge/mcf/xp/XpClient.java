/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.castbridge.mcf.xp.XpException.Kind;

/**
 * Asks Media Delivery Functions, without blocking. Every stage returned fails with an {@link
 * XpException} (see {@link XpException#of}).
 */
public final class XpClient {
  private final HttpClient http;
  private final Executor executor;
  private final Duration lookupTimeout;
  private final Duration sessionTimeout;

  /**
   * @param http runs on an executor of its owner
   * @param lookupTimeout for status and assets
   * @param sessionTimeout for setting up and controlling a session
   */
  public XpClient(HttpClient http, Duration lookupTimeout, Duration sessionTimeout) {
    this.http = http;
    // The JDK's client completes on a pool of its own, which knows nothing of our class loader.
    this.executor = http.executor().orElseGet(ForkJoinPool::commonPool);
    this.lookupTimeout = lookupTimeout;
    this.sessionTimeout = sessionTimeout;
  }

  /** How a Media Delivery Function is; {@code base} is the root of its Xp. */
  public CompletableFuture<XpStatus> status(URI base) {
    return send(get(at(base, "status")), XpJson::status);
  }

  /** A film a Media Delivery Function holds; fails with UNKNOWN_RESOURCE if it does not. */
  public CompletableFuture<XpAsset> asset(URI base, String contentId) {
    HttpRequest request = get(at(base, "assets/" + segment(contentId)));
    return send(request, XpJson::asset)
        .exceptionallyCompose(
            thrown -> CompletableFuture.failedFuture(unknownAsset(XpException.of(thrown))));
  }

  private static XpException unknownAsset(XpException e) {
    return e.kind() == Kind.UNKNOWN_SESSION
        ? new XpException(Kind.UNKNOWN_RESOURCE, e.getMessage())
        : e;
  }

  /** A channel a Media Delivery Function has; fails with UNKNOWN_RESOURCE if it does not. */
  public CompletableFuture<XpAsset> channel(URI base, String channelId) {
    HttpRequest request = get(at(base, "channels/" + segment(channelId)));
    return send(request, XpJson::channel)
        .exceptionallyCompose(
            thrown -> CompletableFuture.failedFuture(unknownAsset(XpException.of(thrown))));
  }

  /**
   * Shows something else in a session, on the same media streams.
   *
   * @param session as from {@link #session}
   * @param resource a film, or {@code channel:} and a channel
   * @param position in seconds, or null for the live edge of a channel or the beginning of a film
   */
  public CompletableFuture<XpState> switchTo(URI session, String resource, Double position) {
    return send(post(at(session, "switch"), XpJson.switchTo(resource, position)), XpJson::state);
  }

  /** Sets a session up. */
  public CompletableFuture<XpSession> create(URI base, XpOffer offer) {
    return send(post(at(base, "sessions"), XpJson.offer(offer)), XpJson::session);
  }

  /** The address of a session at a Media Delivery Function. */
  public static URI session(URI base, String id) {
    return at(base, "sessions/" + segment(id));
  }

  /**
   * Plays.
   *
   * @param session as from {@link #session}
   * @param position in seconds, or null to go on where it stands
   * @param scale the speed, 1 is normal
   */
  public CompletableFuture<XpState> play(URI session, Double position, double scale) {
    return send(post(at(session, "play"), XpJson.play(position, scale)), XpJson::state);
  }

  /** Pauses. */
  public CompletableFuture<XpState> pause(URI session) {
    return send(post(at(session, "pause"), "{}"), XpJson::state);
  }

  /** Where playing stands. */
  public CompletableFuture<XpState> state(URI session) {
    HttpRequest request = HttpRequest.newBuilder(session).timeout(sessionTimeout).GET().build();
    return send(request, XpJson::state);
  }

  /** Ends a session; one that is not there any more is as good. */
  public CompletableFuture<Void> delete(URI session) {
    HttpRequest request = HttpRequest.newBuilder(session).timeout(sessionTimeout).DELETE().build();
    return send(request, text -> (Void) null)
        .exceptionallyCompose(
            thrown ->
                XpException.of(thrown).isGone()
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(XpException.of(thrown)));
  }

  private HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri)
        .timeout(lookupTimeout)
        .header("Accept", "application/json")
        .GET()
        .build();
  }

  private HttpRequest post(URI uri, String json) {
    return HttpRequest.newBuilder(uri)
        .timeout(sessionTimeout)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofString(json))
        .build();
  }

  private <T> CompletableFuture<T> send(HttpRequest request, Reader<T> reader) {
    return http.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
        .handleAsync(
            (response, thrown) -> {
              try {
                return read(request, response, thrown, reader);
              } catch (XpException e) {
                throw new CompletionException(e);
              }
            },
            executor);
  }

  private static <T> T read(
      HttpRequest request, HttpResponse<String> response, Throwable thrown, Reader<T> reader)
      throws XpException {
    if (thrown != null) {
      Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
      throw new XpException(Kind.UNREACHABLE, request.uri().getAuthority() + ": " + cause);
    }
    if (response.statusCode() / 100 != 2) {
      throw XpJson.error(response.statusCode(), response.body());
    }
    return reader.read(response.body());
  }

  private static URI at(URI base, String path) {
    String root = base.toString();
    return URI.create(root.endsWith("/") ? root + path : root + "/" + path);
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private interface Reader<T> {
    T read(String text) throws XpException;
  }
}
