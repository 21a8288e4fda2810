/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.castbridge.mcf.FakeMdf;
import org.castbridge.mcf.xp.XpClient;
import org.junit.jupiter.api.Test;

class MdfDirectoryTest {
  private final AtomicLong clock = new AtomicLong();
  private final XpClient client =
      new XpClient(HttpClient.newHttpClient(), Duration.ofSeconds(5), Duration.ofSeconds(5));

  private MdfDirectory directory(FakeMdf... mdfs) {
    List<MdfNode> nodes = List.of(mdfs).stream().map(mdf -> new MdfNode(mdf.base(), "")).toList();
    return new MdfDirectory(nodes, client, Duration.ofSeconds(2), clock::get);
  }

  private static long statusRequests(FakeMdf mdf) {
    return mdf.asked().stream().filter(one -> one.endsWith("/status")).count();
  }

  @Test
  void asksAllAndKeepsTheConfiguredOrder() throws IOException {
    try (FakeMdf down = new FakeMdf();
        FakeMdf without = new FakeMdf();
        FakeMdf with = new FakeMdf()) {
      down.close();
      without.reply("GET /mdf/xp/assets/harbour", 404, "");
      List<Candidate> all = directory(down, without, with).candidates("harbour").join();
      assertThat(all.get(0).isReachable()).isFalse();
      assertThat(all.get(1).isReachable()).isTrue();
      assertThat(all.get(1).holdsFilm()).isFalse();
      assertThat(all.get(2).holdsFilm()).isTrue();
    }
  }

  @Test
  void believesHealthForAWhile() throws IOException {
    try (FakeMdf mdf = new FakeMdf()) {
      MdfDirectory directory = directory(mdf);
      directory.candidates("harbour").join();
      directory.candidates("harbour").join();
      assertThat(statusRequests(mdf)).isEqualTo(1);
      clock.addAndGet(Duration.ofSeconds(2).toNanos());
      directory.candidates("harbour").join();
      assertThat(statusRequests(mdf)).isEqualTo(2);
    }
  }

  @Test
  void asksAgainAfterAFailureElsewhere() throws IOException {
    try (FakeMdf mdf = new FakeMdf()) {
      MdfDirectory directory = directory(mdf);
      directory.candidates("harbour").join();
      directory.forget(new MdfNode(mdf.base(), ""));
      directory.candidates("harbour").join();
      assertThat(statusRequests(mdf)).isEqualTo(2);
    }
  }
}
