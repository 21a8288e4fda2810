/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.figures;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes a pcapng file (draft-ietf-opsawg-pcapng) of UDP datagrams: a section header, one interface
 * of raw IP packets with times in nanoseconds, one enhanced packet block a datagram. IP and UDP
 * headers are made up around the payload. For one thread; every block is written in one call, so a
 * reader finds whole blocks only.
 */
final class PcapngWriter {
  /** Most bytes a packet block takes beside the payload: block, IPv6 and UDP headers, padding. */
  static final int OVERHEAD = 32 + 40 + 8 + 4;

  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int BYTE_ORDER = 0x1A2B3C4D;
  private static final int INTERFACE = 1;
  private static final int STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;

  /** LINKTYPE_RAW: the packet begins with an IP header, of version 4 or 6. */
  private static final int RAW_IP = 101;

  private static final int SNAP_LENGTH = 65_535;
  private static final int UDP = 17;
  private static final int TTL = 64;
  private static final int UDP_HEADER = 8;

  private final OutputStream out;
  private final ByteBuffer block = ByteBuffer.allocate(SNAP_LENGTH + OVERHEAD);
  private long written;

  PcapngWriter(OutputStream out) {
    this.out = out;
  }

  /** Begins the file; the comment tells a reader what it is. */
  void begin(String comment) throws IOException {
    start(SECTION_HEADER);
    block.putInt(BYTE_ORDER).putShort((short) 1).putShort((short) 0).putLong(-1);
    option(1, comment.getBytes(StandardCharsets.UTF_8));
    option(4, "Castbridge".getBytes(StandardCharsets.UTF_8));
    endOfOptions();
    finish();
    start(INTERFACE);
    block.putShort((short) RAW_IP).putShort((short) 0).putInt(SNAP_LENGTH);
    option(9, new byte[] {9}); // if_tsresol: 10^-9 s
    endOfOptions();
    finish();
  }

  /** One datagram; time in nanoseconds since 1970. */
  void packet(
      long epochNanos, InetSocketAddress from, InetSocketAddress to, byte[] b, int off, int len)
      throws IOException {
    boolean ipv4 =
        from.getAddress() instanceof Inet4Address && to.getAddress() instanceof Inet4Address;
    int captured = (ipv4 ? 20 : 40) + UDP_HEADER + len;
    start(ENHANCED_PACKET);
    block.putInt(0).putInt((int) (epochNanos >>> 32)).putInt((int) epochNanos);
    block.putInt(captured).putInt(captured);
    if (ipv4) {
      ipv4(from, to, captured);
    } else {
      ipv6(from, to, captured - 40);
    }
    block.putShort((short) from.getPort()).putShort((short) to.getPort());
    block.putShort((short) (UDP_HEADER + len)).putShort((short) 0);
    block.put(b, off, len);
    pad(captured);
    finish();
  }

  private void ipv4(InetSocketAddress from, InetSocketAddress to, int length) {
    int at = block.position();
    block.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
    block.put((byte) TTL).put((byte) UDP).putShort((short) 0);
    block.put(from.getAddress().getAddress()).put(to.getAddress().getAddress());
    int sum = 0;
    for (int i = at; i < at + 20; i += 2) {
      sum += block.getShort(i) & 0xFFFF;
    }
    sum = (sum & 0xFFFF) + (sum >>> 16);
    block.putShort(at + 10, (short) ~(sum + (sum >>> 16)));
  }

  private void ipv6(InetSocketAddress from, InetSocketAddress to, int length) {
    block.putInt(0x60000000).putShort((short) length).put((byte) UDP).put((byte) TTL);
    block.put(sixteen(from)).put(sixteen(to));
  }

  private static byte[] sixteen(InetSocketAddress address) {
    byte[] bytes = address.getAddress().getAddress();
    if (bytes.length == 16) {
      return bytes;
    }
    return ByteBuffer.allocate(16).putShort(10, (short) 0xFFFF).position(12).put(bytes).array();
  }

  /** Ends the file with how many datagrams were taken and how many there was no room for. */
  void end(long epochNanos, long taken, long dropped) throws IOException {
    start(STATISTICS);
    block.putInt(0).putInt((int) (epochNanos >>> 32)).putInt((int) epochNanos);
    option(4, ByteBuffer.allocate(8).putLong(taken + dropped).array());
    option(5, ByteBuffer.allocate(8).putLong(dropped).array());
    endOfOptions();
    finish();
  }

  /** Bytes so far. */
  long written() {
    return written;
  }

  private void start(int type) {
    block.clear();
    block.putInt(type).putInt(0);
  }

  private void option(int code, byte[] value) {
    block.putShort((short) code).putShort((short) value.length).put(value);
    pad(value.length);
  }

  private void endOfOptions() {
    block.putInt(0);
  }

  private void pad(int length) {
    for (int i = length; (i & 3) != 0; i++) {
      block.put((byte) 0);
    }
  }

  private void finish() throws IOException {
    int length = block.position() + 4;
    block.putInt(length).putInt(4, length);
    out.write(block.array(), 0, length);
    written += length;
  }
}
