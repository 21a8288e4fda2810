/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.choice;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.castbridge.mcf.session.Showing;
import org.castbridge.mcf.xp.XpAsset;
import org.castbridge.mcf.xp.XpClient;
import org.castbridge.mcf.xp.XpStatus;

/**
 * Asks the configured Media Delivery Functions how they are and what they hold. How they are is
 * remembered for a short time, so that a set-up does not wait for one that is down, and a burst of
 * set-ups does not ask for each.
 */
public final class MdfDirectory {
  private final List<MdfNode> nodes;
  private final XpClient client;
  private final long lifetime;
  private final LongSupplier clock;
  private final Map<MdfNode, Health> known = new ConcurrentHashMap<>();

  private record Health(long at, CompletableFuture<XpStatus> status) {}

  /**
   * @param lifetime how long an answer, or the lack of one, is believed
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  public MdfDirectory(List<MdfNode> nodes, XpClient client, Duration lifetime, LongSupplier clock) {
    this.nodes = List.copyOf(nodes);
    this.client = client;
    this.lifetime = lifetime.toNanos();
    this.clock = clock;
  }

  /**
   * What each Media Delivery Function says of a film or a channel, in configured order. Never
   * fails.
   */
  public CompletableFuture<List<Candidate>> candidates(String contentId) {
    List<CompletableFuture<Candidate>> all =
        nodes.stream().map(node -> candidate(node, contentId)).toList();
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
  }

  /** Its load has changed, or it has failed: ask it again next time. */
  public void forget(MdfNode node) {
    known.remove(node);
  }

  private CompletableFuture<Candidate> candidate(MdfNode node, String contentId) {
    return health(node)
        .thenCompose(
            status ->
                status == null
                    ? CompletableFuture.completedFuture(new Candidate(node, null, null))
                    : asset(node, contentId)
                        .thenApply(asset -> new Candidate(node, status, asset)));
  }

  private CompletableFuture<XpStatus> health(MdfNode node) {
    return known
        .compute(
            node,
            (key, old) ->
                old != null && clock.getAsLong() - old.at() < lifetime
                    ? old
                    : new Health(clock.getAsLong(), orNull(client.status(node.base()))))
        .status();
  }

  private CompletableFuture<XpAsset> asset(MdfNode node, String contentId) {
    return orNull(
        Showing.isChannel(contentId)
            ? client.channel(node.base(), Showing.idOf(contentId))
            : client.asset(node.base(), contentId));
  }

  // Why it failed does not matter to the choice: it is not eligible.
  private static <T> CompletableFuture<T> orNull(CompletableFuture<T> asked) {
    return asked.exceptionally(thrown -> null);
  }
}
