/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialQueueTest {
  @Test
  void tasksRunOneByOneInOrder() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    SerialQueue queue = new SerialQueue(threads);
    List<Integer> order = new ArrayList<>(); // not thread-safe on purpose
    CountDownLatch done = new CountDownLatch(10_000);
    for (int i = 0; i < 10_000; i++) {
      int number = i;
      queue.execute(
          () -> {
            order.add(number);
            done.countDown();
          });
    }
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    threads.shutdown();
    assertThat(order).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
  }

  @Test
  void aTaskThatQueuesMoreDoesNotRunItWithinItself() {
    SerialQueue queue = new SerialQueue(Runnable::run);
    List<String> order = new ArrayList<>();
    queue.execute(
        () -> {
          queue.execute(() -> order.add("second"));
          order.add("first");
        });
    assertThat(order).containsExactly("first", "second");
    assertThat(queue.size()).isZero();
  }

  @Test
  void aTaskThatFailsDoesNotStopTheOthers() {
    SerialQueue queue = new SerialQueue(Runnable::run);
    List<String> order = new ArrayList<>();
    queue.execute(
        () -> {
          queue.execute(() -> order.add("after"));
          throw new IllegalStateException("on purpose");
        });
    assertThat(order).containsExactly("after");
  }
}
