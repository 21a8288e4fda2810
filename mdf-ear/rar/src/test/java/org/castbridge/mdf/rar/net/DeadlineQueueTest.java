/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlineQueueTest {
  private static final class Item extends DeadlineQueue.Entry {}

  @Test
  void theHeadIsAlwaysTheEarliestWhateverMoves() {
    DeadlineQueue<Item> queue = new DeadlineQueue<>();
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      items.add(new Item());
    }
    Random random = new Random(42);
    for (int i = 0; i < 50_000; i++) {
      Item item = items.get(random.nextInt(items.size()));
      switch (random.nextInt(8)) {
        case 0 -> queue.remove(item);
        case 1 -> queue.set(item, Long.MAX_VALUE);
        default -> queue.set(item, random.nextInt(1_000));
      }
      long earliest = items.stream().mapToLong(DeadlineQueue.Entry::deadline).min().orElseThrow();
      if (queue.isEmpty()) {
        assertThat(earliest).isEqualTo(Long.MAX_VALUE);
      } else if (queue.head().deadline() != earliest) {
        throw new AssertionError(
            "step " + i + ": head " + queue.head().deadline() + ", earliest " + earliest);
      }
    }
  }
}
