/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/** RFC 7587: a payload is a packet. */
final class OpusDepacketiser extends Depacketiser {
  @Override
  boolean alone() {
    return true;
  }

  @Override
  boolean startsUnit(byte[] b, int offset, int length) {
    return true;
  }

  @Override
  void reset() {}

  @Override
  boolean append(byte[] b, int offset, int length) {
    sync = true;
    sink.put(b, offset, length);
    return true;
  }

  @Override
  boolean complete() {
    return true;
  }
}
