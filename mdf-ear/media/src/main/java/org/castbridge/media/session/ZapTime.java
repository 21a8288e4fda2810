/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

/** Counts the switches to another programme and measures the last one, up to its first packet. */
final class ZapTime {
  private final MediaSender sender;
  private long zaps;
  private long begun;

  /** Of pictures; negative while no zap is being waited for. */
  private long packetsBefore = -1;

  private long lastNanos = -1;

  ZapTime(MediaSender sender) {
    this.sender = sender;
  }

  void begin(long now) {
    zaps++;
    begun = now;
    lastNanos = -1;
    packetsBefore = sender.statistics(0).videoPackets();
  }

  /** Packets have left. */
  void sent(long now) {
    if (packetsBefore >= 0 && sender.statistics(0).videoPackets() > packetsBefore) {
      packetsBefore = -1;
      lastNanos = now - begun;
    }
  }

  long zaps() {
    return zaps;
  }

  /** To the first packet of the picture behind it; -1 if there was none or it has not left yet. */
  long lastNanos() {
    return lastNanos;
  }
}
