/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts the client's last flight in order: its ChangeCipherSpec, and what is encrypted after it,
 * waits until CertificateVerify and all before it are complete.
 *
 * <p>Bouncy Castle changes its read epoch the moment ChangeCipherSpec arrives and from then on
 * drops every record of the epoch before, so when CertificateVerify was lost or overtaken no
 * repetition of it ever gets in, and the handshake hangs. RFC 6347 section 4.2.4 wants the
 * repetition to work. Records, not datagrams, come out.
 */
final class ChangeCipherSpecGate {
  private static final int RECORD_HEADER = 13;
  private static final int HANDSHAKE_HEADER = 12;

  /** Explicit nonce and tag of AES-GCM (RFC 5288 section 3); all our suites are AES-GCM. */
  private static final int SHORTEST_CIPHERTEXT = 8 + 16;

  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;
  private static final int CERTIFICATE_VERIFY = 15;

  /** What one flight may have; more comes from nobody honest. */
  private static final int MAX_MESSAGES = 16;

  private static final int MAX_HELD = 8;

  /** One handshake message in the making: which of its bytes have come. */
  private record Message(int type, int length, BitSet bytes) {
    boolean complete() {
      return bytes.nextClearBit(0) >= length;
    }
  }

  private final Deque<byte[]> ready = new ArrayDeque<>();
  private final Deque<byte[]> held = new ArrayDeque<>();
  private final Map<Integer, Message> messages = new HashMap<>();
  private byte[] changeCipherSpec;
  private boolean open;

  /** Takes a datagram apart. */
  void offer(byte[] b, int off, int len) {
    int at = off;
    int end = off + len;
    while (end - at >= RECORD_HEADER) {
      int size = RECORD_HEADER + u16(b, at + 11);
      if (size > end - at) {
        return; // cut off: dropped as RFC 6347 section 4.1.2.7 asks for invalid records
      }
      record(Arrays.copyOfRange(b, at, at + size));
      at += size;
    }
  }

  private void record(byte[] record) {
    if (u16(record, 3) > 0) {
      hold(record);
    } else if (record[0] == CHANGE_CIPHER_SPEC) {
      changeCipherSpec = record;
    } else {
      ready.add(record);
      if (record[0] == HANDSHAKE) {
        note(record);
      }
    }
  }

  /**
   * Too short to be authentic means dropped here: Bouncy Castle would end the association with
   * decode_error, so one forged datagram could take a viewer off (RFC 6347 section 4.1.2.7 wants
   * invalid records discarded).
   */
  private void hold(byte[] record) {
    if (record.length < RECORD_HEADER + SHORTEST_CIPHERTEXT) {
      return;
    }
    if (held.size() == MAX_HELD) {
      held.remove();
    }
    held.add(record);
  }

  private void note(byte[] b) {
    int at = RECORD_HEADER;
    while (b.length - at >= HANDSHAKE_HEADER) {
      int type = b[at] & 0xFF;
      int length = u24(b, at + 1);
      int sequence = u16(b, at + 4);
      int from = u24(b, at + 6);
      int size = u24(b, at + 9);
      if (size > b.length - at - HANDSHAKE_HEADER
          || from + size > length
          || sequence >= MAX_MESSAGES) {
        return;
      }
      Message message =
          messages.computeIfAbsent(sequence, s -> new Message(type, length, new BitSet()));
      if (message.type == type && message.length == length) {
        message.bytes.set(from, from + size);
      }
      at += HANDSHAKE_HEADER + size;
    }
  }

  private boolean flightComplete() {
    for (int sequence = 0; sequence < MAX_MESSAGES; sequence++) {
      Message message = messages.get(sequence);
      if (message == null || !message.complete()) {
        return false;
      }
      if (message.type == CERTIFICATE_VERIFY) {
        return true;
      }
    }
    return false;
  }

  /**
   * The next record that may go in, or null. Bouncy Castle has digested the ones before when it
   * asks for the next.
   */
  byte[] poll() {
    byte[] record = ready.poll();
    if (record != null) {
      return record;
    }
    if (changeCipherSpec != null && !open && flightComplete()) {
      open = true;
      return changeCipherSpec;
    }
    return open ? held.poll() : null;
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
  }

  private static int u24(byte[] b, int at) {
    return (b[at] & 0xFF) << 16 | u16(b, at + 1);
  }
}
