/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Two agents and what lies between them, in virtual time: loss, delay with reordering, and NATs
 * that show an end under another address.
 */
final class AgentNetwork {
  static final long SECOND = 1_000_000_000L;

  /** One agent with the addresses its socket is seen under; the last one is what it sends from. */
  final class End {
    final IceAgent agent;
    InetSocketAddress address;
    final List<IceOutput> happened = new ArrayList<>();
    final List<byte[]> sent = new ArrayList<>();
    long wakeAt = Long.MAX_VALUE;

    End(IceAgent agent, InetSocketAddress address) {
      this.agent = agent;
      this.address = address;
      ends.put(address, this);
    }

    /** Its NAT gives it another address; the old one leads nowhere. */
    void moveTo(InetSocketAddress other) {
      ends.remove(address);
      address = other;
      ends.put(other, this);
    }

    void drain() {
      for (IceOutput next = agent.poll(); ; next = agent.poll()) {
        if (next instanceof IceOutput.Timeout timeout) {
          wakeAt = timeout.atNanos();
          return;
        } else if (next instanceof IceOutput.Transmit transmit) {
          sent.add(transmit.data());
          send(transmit.data(), address, transmit.to());
        } else {
          happened.add(next);
        }
      }
    }
  }

  private record Flying(
      long at, long number, byte[] data, InetSocketAddress from, InetSocketAddress to) {}

  private final Map<InetSocketAddress, End> ends = new HashMap<>();
  private final PriorityQueue<Flying> flying =
      new PriorityQueue<>(Comparator.comparingLong(Flying::at).thenComparingLong(Flying::number));
  private final Random random;
  private final double loss;
  private final long maxDelay;
  private long number;
  long now;

  AgentNetwork(long seed, double loss, long maxDelay) {
    this.random = new Random(seed);
    this.loss = loss;
    this.maxDelay = maxDelay;
  }

  void send(byte[] data, InetSocketAddress from, InetSocketAddress to) {
    if (random.nextDouble() >= loss) {
      long delay = 1_000_000 + (long) (random.nextDouble() * maxDelay);
      flying.add(new Flying(now + delay, number++, data, from, to));
    }
  }

  /** Switched off. */
  void remove(End end) {
    ends.remove(end.address);
  }

  /** Runs until then. */
  void run(long until) {
    ends.values().forEach(End::drain);
    while (true) {
      long next = flying.isEmpty() ? Long.MAX_VALUE : flying.peek().at;
      End waking = null;
      for (End end : List.copyOf(ends.values())) {
        if (end.wakeAt < next) {
          next = end.wakeAt;
          waking = end;
        }
      }
      if (next > until) {
        now = until;
        return;
      }
      now = Math.max(now, next);
      if (waking != null) {
        waking.agent.handleTimeout(now);
        waking.drain();
      } else {
        arrive(flying.remove());
      }
    }
  }

  private void arrive(Flying datagram) {
    End end = ends.get(datagram.to);
    if (end != null) {
      end.agent.handle(datagram.data, 0, datagram.data.length, datagram.from, now);
      end.drain();
    }
  }
}
