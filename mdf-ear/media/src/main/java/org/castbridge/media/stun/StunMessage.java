/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A well-formed STUN message, as a view on the datagram it was parsed from: valid as long as the
 * caller does not change those bytes. Made by {@link StunCodec#parse}.
 *
 * <p>Attributes after MESSAGE-INTEGRITY other than FINGERPRINT are not seen (RFC 8489 section
 * 14.5). Of an attribute that comes twice only the first counts (section 14).
 */
public final class StunMessage {
  /** Method number of Binding, the only method in use here. */
  public static final int BINDING = 0x001;

  static final int HEADER = 20;

  private final byte[] buf;
  private final int off;
  private final int len;
  private final int[] types;
  private final int[] positions;
  private final int integrityAt;
  private final boolean fingerprinted;

  /** {@code positions} are offsets of the attribute headers from the start of the message. */
  StunMessage(
      byte[] buf,
      int off,
      int len,
      int[] types,
      int[] positions,
      int integrityAt,
      boolean fingerprinted) {
    this.buf = buf;
    this.off = off;
    this.len = len;
    this.types = types;
    this.positions = positions;
    this.integrityAt = integrityAt;
    this.fingerprinted = fingerprinted;
  }

  private int u16(int at) {
    return StunCodec.u16(buf, off + at);
  }

  public StunClass messageClass() {
    return StunClass.of(u16(0));
  }

  /** The 12-bit method. */
  public int method() {
    int type = u16(0);
    return (type & 0x000F) | (type & 0x00E0) >> 1 | (type & 0x3E00) >> 2;
  }

  public boolean isBindingRequest() {
    return method() == BINDING && messageClass() == StunClass.REQUEST;
  }

  /** Length in bytes with the header. */
  public int length() {
    return len;
  }

  /** A copy of the 96-bit transaction id. */
  public byte[] transactionId() {
    return Arrays.copyOfRange(buf, off + 8, off + HEADER);
  }

  private int indexOf(int type) {
    for (int i = 0; i < types.length; i++) {
      if (types[i] == type) {
        return i;
      }
    }
    return -1;
  }

  public boolean has(int type) {
    return indexOf(type) >= 0;
  }

  /** A copy of the attribute's value, without padding. */
  public Optional<byte[]> attribute(int type) {
    int i = indexOf(type);
    if (i < 0) {
      return Optional.empty();
    }
    int at = positions[i];
    return Optional.of(Arrays.copyOfRange(buf, off + at + 4, off + at + 4 + u16(at + 2)));
  }

  /** USERNAME: {@code receiver's ufrag:sender's ufrag} in an ICE check (RFC 8445 section 7.2.2). */
  public Optional<String> username() {
    return attribute(StunAttributes.USERNAME).map(v -> new String(v, StandardCharsets.UTF_8));
  }

  /** PRIORITY as an unsigned 32-bit value. */
  public OptionalLong priority() {
    return attribute(StunAttributes.PRIORITY)
        .map(v -> OptionalLong.of(StunCodec.u32(v, 0)))
        .orElse(OptionalLong.empty());
  }

  public boolean useCandidate() {
    return has(StunAttributes.USE_CANDIDATE);
  }

  /** Tie-breaker of a peer that takes itself for the controlling agent. */
  public OptionalLong iceControlling() {
    return tieBreaker(StunAttributes.ICE_CONTROLLING);
  }

  /** Tie-breaker of a peer that takes itself for the controlled agent. */
  public OptionalLong iceControlled() {
    return tieBreaker(StunAttributes.ICE_CONTROLLED);
  }

  private OptionalLong tieBreaker(int type) {
    return attribute(type)
        .map(v -> OptionalLong.of(StunCodec.u32(v, 0) << 32 | StunCodec.u32(v, 4)))
        .orElse(OptionalLong.empty());
  }

  /** The reflexive address a Binding response carries; empty when absent. */
  public Optional<InetSocketAddress> xorMappedAddress() {
    return attribute(StunAttributes.XOR_MAPPED_ADDRESS).map(v -> StunCodec.xorAddress(v, buf, off));
  }

  /** Class times hundred plus number of ERROR-CODE, say 487. */
  public OptionalInt errorCode() {
    return attribute(StunAttributes.ERROR_CODE)
        .map(v -> OptionalInt.of((v[2] & 0x7) * 100 + (v[3] & 0xFF)))
        .orElse(OptionalInt.empty());
  }

  /**
   * Comprehension-required attributes this codec does not know; a request that has any is answered
   * 420.
   */
  public List<Integer> unknownAttributes() {
    List<Integer> unknown = new ArrayList<>(0);
    for (int type : types) {
      if (StunAttributes.comprehensionRequired(type) && !StunAttributes.known(type)) {
        unknown.add(type);
      }
    }
    return unknown;
  }

  /** Whether a FINGERPRINT was there; a wrong one does not get through {@link StunCodec#parse}. */
  public boolean fingerprinted() {
    return fingerprinted;
  }

  /** Whether MESSAGE-INTEGRITY is there and right under this key; compared in constant time. */
  public boolean authenticatedBy(StunIntegrity key) {
    return integrityAt >= 0 && key.verifies(buf, off, integrityAt);
  }

  /** Whether this answers the request with that transaction id. */
  public boolean answers(byte[] requestTransactionId) {
    return Arrays.equals(
        buf, off + 8, off + HEADER, requestTransactionId, 0, requestTransactionId.length);
  }

  @Override
  public String toString() {
    return "STUN " + messageClass() + " method " + method() + ", " + len + " bytes";
  }
}
