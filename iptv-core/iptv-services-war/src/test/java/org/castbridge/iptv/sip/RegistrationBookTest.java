/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegistrationBookTest {
  private final RegistrationBook book = new RegistrationBook();

  @Test
  void aRegistrationLastsAsLongAsTold() {
    book.register("sip:alice@ims.test", 60, 1_000);
    assertThat(book.isRegistered("sip:alice@ims.test", 60_999)).isTrue();
    assertThat(book.isRegistered("sip:alice@ims.test", 61_000)).isFalse();
    assertThat(book.isRegistered("sip:bob@ims.test", 1_000)).isFalse();
  }

  @Test
  void aRefreshProlongsAndTheEndIsTheEnd() {
    book.register("sip:alice@ims.test", 60, 0);
    book.register("sip:alice@ims.test", 60, 50_000);
    assertThat(book.isRegistered("sip:alice@ims.test", 100_000)).isTrue();
    assertThat(book.deregister("sip:alice@ims.test")).isTrue();
    assertThat(book.deregister("sip:alice@ims.test")).isFalse();
    assertThat(book.isRegistered("sip:alice@ims.test", 50_001)).isFalse();
  }

  @Test
  void countsAndForgets() {
    book.register("sip:alice@ims.test", Integer.MAX_VALUE, 0);
    book.register("sip:bob@ims.test", 10, 0);
    assertThat(book.size(5_000)).isEqualTo(2);
    assertThat(book.size(10_000)).isEqualTo(1);
  }
}
