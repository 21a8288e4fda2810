/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.srtp;

import org.jitsi.utils.ByteArrayBuffer;

/**
 * A window on the caller's array in the shape jitsi-srtp wants; one per session, moved from packet
 * to packet.
 */
final class PacketBuffer implements ByteArrayBuffer {
  private byte[] buffer;
  private int offset;
  private int length;

  PacketBuffer on(byte[] newBuffer, int newOffset, int newLength) {
    buffer = newBuffer;
    offset = newOffset;
    length = newLength;
    return this;
  }

  @Override
  public byte[] getBuffer() {
    return buffer;
  }

  @Override
  public int getOffset() {
    return offset;
  }

  @Override
  public int getLength() {
    return length;
  }

  @Override
  public void setLength(int newLength) {
    length = newLength;
  }

  @Override
  public void setOffset(int newOffset) {
    offset = newOffset;
  }

  @Override
  public boolean isInvalid() {
    return buffer == null;
  }

  @Override
  public void readRegionToBuff(int from, int size, byte[] out) {
    System.arraycopy(buffer, offset + from, out, 0, size);
  }

  /**
   * The caller left the room (see {@link SrtpSession}), so there is nothing to grow; running over
   * it is the caller's mistake.
   */
  @Override
  public void grow(int by) {
    if (offset + length + by > buffer.length) {
      throw new IllegalArgumentException("no room for " + by + " bytes after the packet");
    }
  }

  @Override
  public void append(byte[] data, int size) {
    grow(size);
    System.arraycopy(data, 0, buffer, offset + length, size);
    length += size;
  }

  @Override
  public void shrink(int by) {
    length -= by;
  }
}
