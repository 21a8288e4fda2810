/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.castbridge.ims.message.SessionCase;

/**
 * Writes a {@link ChainState} into a URI parameter and back. The text is signed: a return route is
 * the right to act for the served user, so nobody else may make one.
 */
public final class ChainStateCodec {
  private static final int MAX_LENGTH = 1024;
  private static final int TAG_BYTES = 16;

  private final SecretKeySpec key;

  /**
   * @param secret at least 16 bytes, kept for as long as dialogues may be set up
   */
  public ChainStateCodec(byte[] secret) {
    if (secret.length < 16) {
      throw new IllegalArgumentException("the secret is too short");
    }
    key = new SecretKeySpec(secret, "HmacSHA256");
  }

  /** Letters that need no escape in a URI parameter. */
  public String encode(ChainState state) {
    String plain = state.sessionCase().code() + "|" + state.priority() + "|" + state.servedUser();
    byte[] body = plain.getBytes(StandardCharsets.UTF_8);
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return base64.encodeToString(body) + "." + base64.encodeToString(tag(body));
  }

  /** Empty if this codec has not written the text. */
  public Optional<ChainState> decode(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    byte[] body;
    byte[] tag;
    try {
      body = Base64.getUrlDecoder().decode(text.substring(0, dot));
      tag = Base64.getUrlDecoder().decode(text.substring(dot + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (!MessageDigest.isEqual(tag, tag(body))) {
      return Optional.empty();
    }
    String[] parts = new String(body, StandardCharsets.UTF_8).split("\\|", 3);
    SessionCase sessionCase = SessionCase.ofCode(Integer.parseInt(parts[0]));
    return Optional.of(new ChainState(sessionCase, parts[2], Integer.parseInt(parts[1])));
  }

  private byte[] tag(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(body), TAG_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
    }
  }
}
