/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.srtp;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.utils.logging2.LoggerImpl;

/** Opens SRTP as a browser does, for tests: the product only sends it. */
public final class SrtpReceiver {
  private final SrtpContextFactory factory;
  private final Map<Integer, SrtpCryptoContext> contexts = new HashMap<>();

  /** {@code keys} as the receiver has them: the sender's are its remote ones. */
  public SrtpReceiver(SrtpKeys keys) {
    factory =
        new SrtpContextFactory(
            false,
            keys.remoteKey(),
            keys.remoteSalt(),
            keys.profile().policy(),
            keys.profile().policy(),
            new LoggerImpl("test"));
  }

  /** Opens in place; returns the length, -1 if it does not authenticate or was seen before. */
  public int unprotect(byte[] b, int ssrc, int length) {
    try {
      SrtpCryptoContext context = contexts.get(ssrc);
      if (context == null) {
        context = factory.deriveContext(ssrc, 0);
        contexts.put(ssrc, context);
      }
      PacketBuffer packet = new PacketBuffer().on(b, 0, length);
      return context.reverseTransformPacket(packet, false) == SrtpErrorStatus.OK
          ? packet.getLength()
          : -1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
