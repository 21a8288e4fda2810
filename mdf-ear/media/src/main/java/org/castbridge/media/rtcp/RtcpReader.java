/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtcp;

/**
 * A bounded big-endian cursor over one RTCP packet; positions in errors are relative to the
 * compound's start.
 */
final class RtcpReader {
  private final byte[] data;
  private final int base;
  private final int end;
  private int at;

  RtcpReader(byte[] data, int base, int at, int end) {
    this.data = data;
    this.base = base;
    this.at = at;
    this.end = end;
  }

  int remaining() {
    return end - at;
  }

  int u8() throws RtcpException {
    need(1);
    return data[at++] & 0xFF;
  }

  int u16() throws RtcpException {
    return u8() << 8 | u8();
  }

  int i32() throws RtcpException {
    need(4);
    int value =
        (data[at] & 0xFF) << 24
            | (data[at + 1] & 0xFF) << 16
            | (data[at + 2] & 0xFF) << 8
            | (data[at + 3] & 0xFF);
    at += 4;
    return value;
  }

  long u32() throws RtcpException {
    return i32() & 0xFFFF_FFFFL;
  }

  byte[] bytes(int count) throws RtcpException {
    need(count);
    byte[] out = new byte[count];
    System.arraycopy(data, at, out, 0, count);
    at += count;
    return out;
  }

  RtcpException error(String message) {
    return new RtcpException(message, at - base);
  }

  private void need(int count) throws RtcpException {
    if (count > remaining()) {
      throw error("RTCP packet ends early");
    }
  }
}
