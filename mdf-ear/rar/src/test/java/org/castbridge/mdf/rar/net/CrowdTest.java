/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaLoad;
import org.junit.jupiter.api.Test;

class CrowdTest {
  private final AtomicInteger lateness = new AtomicInteger();

  private Crowd with(int max, int sessions) throws MediaException {
    Crowd crowd = new Crowd(max, lateness::get);
    for (int i = 0; i < sessions; i++) {
      crowd.enter();
    }
    return crowd;
  }

  private static void refuses(Crowd crowd, String why) {
    assertThatThrownBy(crowd::enter)
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.BUSY))
        .hasMessageContaining(why);
  }

  @Test
  void aFullServerTakesOneMoreAfterOneHasLeft() throws Exception {
    Crowd crowd = with(2, 2);
    refuses(crowd, "all the sessions it can take: 2");
    assertThat(crowd.load(true)).isEqualTo(new MediaLoad(1, 2, false));
    crowd.leave();
    crowd.enter();
    refuses(crowd, "all the sessions");
  }

  @Test
  void latenessRefusesOnlyInACrowd() throws Exception {
    lateness.set(Crowd.MAX_LATENESS_MILLIS + 1);
    Crowd crowd = with(100, Crowd.CROWD);
    refuses(crowd, "late");
    assertThat(crowd.load(true).accepting()).isFalse();
    lateness.set(Crowd.MAX_LATENESS_MILLIS);
    assertThat(crowd.load(true)).isEqualTo(new MediaLoad(0.5, Crowd.CROWD, true));
    crowd.enter();
    lateness.set(1000);
    crowd.leave();
    crowd.leave();
    crowd.enter();
  }

  @Test
  void whatDoesNotRunAcceptsNobody() throws Exception {
    assertThat(with(10, 1).load(false)).isEqualTo(new MediaLoad(0.1, 1, false));
  }
}
