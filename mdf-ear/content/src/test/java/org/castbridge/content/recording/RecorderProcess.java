/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.nio.file.Path;
import org.castbridge.media.film.AccessUnit;

/**
 * Records a file into a store until it is killed: {@code RecorderProcess STORE FILE}. Says the
 * channel time of every unit once it has been taken.
 */
final class RecorderProcess {
  private RecorderProcess() {}

  public static void main(String[] args) throws Exception {
    TestFeed feed = new TestFeed(args[1]);
    RecordingRequest request =
        new RecordingRequest("killed", "Killed", "", "basic", 0, true, "one");
    try (Recording recording =
        Recording.start(
            Path.of(args[0]),
            request,
            feed.videos(),
            feed.audios(),
            cause -> {
              throw new AssertionError(cause);
            })) {
      while (true) {
        AccessUnit unit = feed.one(recording);
        System.out.println(unit.ptsUs());
        feed.given().clear();
      }
    }
  }
}
