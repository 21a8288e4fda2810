/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestsTest {
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 5000);
  private static final InetSocketAddress THERE = new InetSocketAddress("127.0.0.1", 5001);

  private final Guests guests = new Guests();
  private final List<byte[]> first = new ArrayList<>();
  private final List<byte[]> second = new ArrayList<>();
  private final Guests.Guest one = (b, from) -> first.add(b);
  private final Guests.Guest other = (b, from) -> second.add(b);
  private final byte[] datagram = {1, 2, 3, 4};

  @Test
  void aCheckFindsItsGuestByUfragOnly() {
    guests.admit("abcd", one);
    guests.recognise(HERE, one);
    assertThat(guests.take("abcd", datagram, 2, THERE)).isTrue();
    assertThat(guests.take("efgh", datagram, 2, HERE)).isFalse();
    assertThat(first).containsExactly(new byte[] {1, 2});
  }

  @Test
  void anythingElseFindsItByAddress() {
    guests.admit("abcd", one);
    assertThat(guests.take(null, datagram, 4, HERE)).isFalse();
    guests.recognise(HERE, one);
    assertThat(guests.take(null, datagram, 4, HERE)).isTrue();
    assertThat(guests.take(null, datagram, 4, THERE)).isFalse();
  }

  @Test
  void theArrayMayBeKept() {
    guests.recognise(HERE, one);
    guests.take(null, datagram, 4, HERE);
    datagram[0] = 9;
    assertThat(first.get(0)).startsWith(1);
  }

  @Test
  void anAddressIsNotTakenFromWhoHasIt() {
    guests.recognise(HERE, one);
    guests.recognise(HERE, other);
    guests.take(null, datagram, 4, HERE);
    assertThat(first).hasSize(1);
    assertThat(second).isEmpty();
  }

  @Test
  void whoIsDismissedGetsNothing() {
    guests.admit("abcd", one);
    guests.recognise(HERE, one);
    guests.recognise(THERE, other);
    guests.dismiss("abcd", one);
    assertThat(guests.take("abcd", datagram, 4, HERE)).isFalse();
    assertThat(guests.take(null, datagram, 4, HERE)).isFalse();
    assertThat(guests.take(null, datagram, 4, THERE)).isTrue();
  }

  @Test
  void aUfragOfAnotherStays() {
    guests.admit("abcd", one);
    guests.dismiss("abcd", other);
    assertThat(guests.take("abcd", datagram, 4, HERE)).isTrue();
  }
}
