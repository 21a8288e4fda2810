/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.srtp;

/**
 * Master keys of both directions: {@code local} protects what we send, {@code remote} what the peer
 * sends. Lengths are those of the profile, in bytes.
 */
public record SrtpKeys(
    SrtpProfile profile, byte[] localKey, byte[] localSalt, byte[] remoteKey, byte[] remoteSalt) {

  public SrtpKeys {
    check("local key", localKey, profile.keyLength());
    check("local salt", localSalt, profile.saltLength());
    check("remote key", remoteKey, profile.keyLength());
    check("remote salt", remoteSalt, profile.saltLength());
  }

  private static void check(String what, byte[] value, int length) {
    if (value.length != length) {
      throw new IllegalArgumentException(
          what + " must have " + length + " bytes, has " + value.length);
    }
  }

  /** The same keys seen from the other end. */
  public SrtpKeys swapped() {
    return new SrtpKeys(profile, remoteKey, remoteSalt, localKey, localSalt);
  }

  @Override
  public String toString() {
    return "SrtpKeys[" + profile + "]"; // never the keys
  }
}
