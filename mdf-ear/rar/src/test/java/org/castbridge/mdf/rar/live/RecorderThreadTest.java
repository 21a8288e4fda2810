/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.castbridge.mdf.rar.ChannelRecorder;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.junit.jupiter.api.Test;

class RecorderThreadTest {
  private final Channel channel =
      new Channel("one", List.of(), List.of(new FilmInfo.Audio(Codec.OPUS, 2, null)), 1_000_000, 0);

  @Test
  void whatIsToBeDoneAtOpeningIsDoneHoweverFastItOpens() throws Exception {
    Queue<ChannelRecorder> opened = new ConcurrentLinkedQueue<>();
    CountDownLatch told = new CountDownLatch(1);
    CollectingRecorder quick = new CollectingRecorder();
    try (RecorderThread thread =
        new RecorderThread(
            channel, (of, problems) -> quick, opened::add, (its, problem) -> told.countDown())) {
      thread.start();
      assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(opened).containsExactly(quick);
    }
  }

  @Test
  void aRecorderThatCannotBeOpenedIsOpenedAgainAndItsProblemIsTakenBack() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch opened = new CountDownLatch(1);
    Queue<String> problems = new ConcurrentLinkedQueue<>();
    ChannelRecorder.Factory full =
        (of, sentences) -> {
          if (attempts.getAndIncrement() == 0) {
            throw new IOException("No space left on device");
          }
          return new CollectingRecorder();
        };
    try (RecorderThread thread =
        new RecorderThread(
            channel,
            full,
            recorder -> opened.countDown(),
            (its, problem) -> problems.add(String.valueOf(problem)))) {
      thread.start();
      assertThat(opened.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(problems)
        .startsWith("The channel cannot be recorded: No space left on device", "null");
  }
}
