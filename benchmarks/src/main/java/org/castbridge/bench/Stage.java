/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.castbridge.bench.feed.BenchContent;
import org.castbridge.bench.feed.RtpFeed;
import org.castbridge.bench.servers.Castbridge;
import org.castbridge.bench.viewers.BusyException;
import org.castbridge.bench.viewers.Signalling;
import org.castbridge.bench.viewers.ViewerPool;
import org.castbridge.bench.viewers.WhepSignalling;

/** What the benches with a crowd share: a live feed, a running product, a channel and a film. */
final class Stage implements AutoCloseable {
  static final String CHANNEL = "bench";
  static final String FILM = "bench-film";
  static final int FILM_SECONDS = 600;
  private static final int CLIP_SECONDS = 30;
  private static final int MAX_VIEWERS = 5_000;

  /** So many more come in each round of the warm-up; they stay to its end. */
  private static final int WARM_VIEWERS = 200;

  private static final int WARM_MILLIS = 7_000;
  private static final int WARM_ROUNDS = 4;

  final Castbridge castbridge;
  final int janusFeed;
  private final Options options;
  private final RtpFeed feed;
  private final Path film;

  private Stage(Options options, RtpFeed feed, Castbridge castbridge, Path film, int janusFeed) {
    this.options = options;
    this.feed = feed;
    this.castbridge = castbridge;
    this.film = film;
    this.janusFeed = janusFeed;
  }

  /** Feeds and starts everything. */
  static Stage set(Options options) throws IOException, InterruptedException {
    BenchContent content = new BenchContent(options.work().resolve("cache"));
    Path clip = content.channelClip(CLIP_SECONDS);
    Path film = content.repeated(clip, FILM_SECONDS / CLIP_SECONDS);
    int ours = options.port(20_300);
    int theirs = options.port(20_310);
    Path base = options.work().resolve("run");
    Castbridge.channelList(base, "{\"channels\":[]}");
    RtpFeed feed = new RtpFeed(clip, CLIP_SECONDS, List.of(ours, theirs));
    Castbridge castbridge = null;
    try {
      castbridge =
          Castbridge.start(options.root(), base, options.offset(), Castbridge.crowd(MAX_VIEWERS));
      Stage stage = new Stage(options, feed, castbridge, film, theirs);
      castbridge.channel(CHANNEL, rtpInput(ours));
      return stage;
    } catch (IOException e) {
      feed.close();
      if (castbridge != null) {
        castbridge.close();
      }
      throw e;
    }
  }

  private static JsonObject rtpInput(int port) {
    return Json.createObjectBuilder().add("type", "rtp").add("sdp", RtpFeed.sdp(port)).build();
  }

  /** Takes the film into the store: ten minutes of the channel's clip. */
  void store() throws IOException, InterruptedException {
    castbridge.ingest(film, FILM);
    castbridge.awaitAsset(FILM);
  }

  /** How a viewer of the channel comes. */
  Signalling channel() {
    return whep(CHANNEL);
  }

  Signalling whep(String resource) {
    return new WhepSignalling(castbridge.mdf("whep/" + resource));
  }

  /** A crowd as the options want it. */
  ViewerPool pool(Signalling signalling) {
    return new ViewerPool(signalling, options.number("loops", 1), !options.flag("no-gro"));
  }

  /** Compiled code, loaded classes and filled pools belong to no viewer. */
  void warmUp(Signalling signalling) throws IOException, InterruptedException {
    try (ViewerPool pool = pool(signalling)) {
      for (int i = 0; i < WARM_ROUNDS; i++) {
        open(pool);
        pool.awaitPlaying(20);
        Thread.sleep(WARM_MILLIS);
      }
    }
    Thread.sleep(WARM_MILLIS);
  }

  private static void open(ViewerPool pool) throws IOException, InterruptedException {
    try {
      pool.open(WARM_VIEWERS);
    } catch (BusyException e) {
      System.out.println("bench: warm with " + pool.size() + " viewers, then: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    castbridge.close();
    feed.close();
  }
}
