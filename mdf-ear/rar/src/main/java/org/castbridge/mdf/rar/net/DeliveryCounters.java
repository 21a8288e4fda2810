/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What has gone through, since start; written by the event loops, readable from anywhere. */
public final class DeliveryCounters {
  final LongAdder datagramsIn = new LongAdder();
  final LongAdder bytesIn = new LongAdder();
  final LongAdder datagramsOut = new LongAdder();
  final LongAdder bytesOut = new LongAdder();
  final LongAdder sends = new LongAdder();
  final LongAdder sessionsCreated = new LongAdder();
  final LongAdder sessionsRefused = new LongAdder();
  final LongAdder sessionsFailed = new LongAdder();
  final LongAdder handshakes = new LongAdder();
  final LongAdder handshakesFailed = new LongAdder();
  final LongAdder stunAnswered = new LongAdder();
  final LongAdder eventsLost = new LongAdder();
  private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

  DeliveryCounters() {
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, new LongAdder());
    }
  }

  void drop(DropReason reason) {
    dropped.get(reason).increment();
  }

  void dropped(DropReason reason, int datagrams) {
    dropped.get(reason).add(datagrams);
  }

  public long dropped(DropReason reason) {
    return dropped.get(reason).sum();
  }

  public long datagramsIn() {
    return datagramsIn.sum();
  }

  public long bytesIn() {
    return bytesIn.sum();
  }

  public long datagramsOut() {
    return datagramsOut.sum();
  }

  public long bytesOut() {
    return bytesOut.sum();
  }

  /** Messages handed to the system: with segmentation offload one carries several datagrams. */
  public long sends() {
    return sends.sum();
  }

  public long sessionsCreated() {
    return sessionsCreated.sum();
  }

  public long sessionsRefused() {
    return sessionsRefused.sum();
  }

  public long sessionsFailed() {
    return sessionsFailed.sum();
  }

  public long handshakes() {
    return handshakes.sum();
  }

  public long handshakesFailed() {
    return handshakesFailed.sum();
  }

  public long stunAnswered() {
    return stunAnswered.sum();
  }

  public long eventsLost() {
    return eventsLost.sum();
  }

  /** An event that reached no listener. */
  public void countLostEvent() {
    eventsLost.increment();
  }
}
