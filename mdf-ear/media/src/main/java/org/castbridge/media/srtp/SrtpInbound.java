/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.srtp;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;

/**
 * Opens the RTP a peer sends us (RFC 3711, RFC 7714); its RTCP is {@link SrtpSession}'s. In place,
 * one context per SSRC, made by its first packet that authenticates; for one thread.
 */
public final class SrtpInbound {
  /** An encoder sends picture, sound, and a repetition stream for each. */
  static final int MAX_SSRCS = 16;

  private static final int RTP_HEADER = 12;
  private static final Logger LOGGER = new LoggerImpl(SrtpInbound.class.getName(), Level.OFF);

  private final SrtpContextFactory inbound;
  private final int overhead;
  private final Map<Integer, SrtpCryptoContext> contexts = new HashMap<>();
  private final PacketBuffer packet = new PacketBuffer();
  private long forged;
  private long replayed;
  private long malformed;
  private long strangers;

  public SrtpInbound(SrtpKeys keys) {
    SrtpPolicy policy = keys.profile().policy();
    inbound =
        new SrtpContextFactory(false, keys.remoteKey(), keys.remoteSalt(), policy, policy, LOGGER);
    overhead = policy.getAuthTagLength();
  }

  /**
   * Authenticates and opens the packet at {@code off} in place.
   *
   * @return the length of the RTP packet inside, or -1 when it is to be dropped; {@link #counters}
   *     says why
   */
  public int unprotectRtp(byte[] buf, int off, int len) {
    if (len < RTP_HEADER + overhead) {
      malformed++;
      return -1;
    }
    int ssrc =
        (buf[off + 8] & 0xFF) << 24
            | (buf[off + 9] & 0xFF) << 16
            | (buf[off + 10] & 0xFF) << 8
            | (buf[off + 11] & 0xFF);
    SrtpCryptoContext known = contexts.get(ssrc);
    if (known == null && contexts.size() == MAX_SSRCS) {
      strangers++;
      return -1;
    }
    try {
      SrtpCryptoContext context = known != null ? known : inbound.deriveContext(ssrc, 0);
      SrtpErrorStatus status = context.reverseTransformPacket(packet.on(buf, off, len), false);
      if (status != SrtpErrorStatus.OK) {
        count(status);
        return -1;
      }
      if (known == null) {
        contexts.put(ssrc, context); // only what authenticates may take up room
      }
      return packet.getLength();
    } catch (GeneralSecurityException e) {
      forged++;
      return -1;
    }
  }

  private void count(SrtpErrorStatus status) {
    switch (status) {
      case REPLAY_FAIL, REPLAY_OLD -> replayed++;
      case AUTH_FAIL -> forged++;
      default -> malformed++;
    }
  }

  public SrtpCounters counters() {
    return new SrtpCounters(forged, replayed, malformed, strangers);
  }
}
