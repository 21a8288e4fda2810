/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;

/**
 * Protects what one viewer is sent and opens the RTCP it sends back. Works in place on the caller's
 * array, which must leave {@link #HEADROOM} bytes behind a packet to protect. One context per SSRC,
 * made at its first packet; for one thread.
 *
 * <p>A sequence number must never be protected twice under one SSRC: with AES-GCM that gives the
 * key away. The second attempt is an {@link IllegalStateException}; retransmissions go out under
 * their own SSRC (RFC 4588).
 */
public final class SrtpSession {
  /** Room to leave behind a packet, in bytes: the largest tag and the SRTCP index. */
  public static final int HEADROOM = 20;

  /**
   * A browser sends its reports under one SSRC, seldom one a media line; more contexts cost memory
   * for nothing.
   */
  static final int MAX_REMOTE_SSRCS = 8;

  /** RTCP header and SSRC: what stays in clear. */
  private static final int RTCP_CLEAR = 8;

  private static final int RTP_HEADER = 12;

  private static final Logger LOGGER = new LoggerImpl(SrtpSession.class.getName(), Level.OFF);

  static {
    SrtpCiphers.choose(); // before the first cipher
  }

  private final SrtpProfile profile;
  private final SrtpContextFactory outbound;
  private final SrtpContextFactory inbound;
  private int[] rtpOutSsrcs = new int[0];
  private SrtpCryptoContext[] rtpOut = new SrtpCryptoContext[0];
  private final Map<Integer, SrtcpCryptoContext> rtcpOut = new HashMap<>();
  private final Map<Integer, SrtcpCryptoContext> rtcpIn = new HashMap<>();
  private final PacketBuffer packet = new PacketBuffer();
  private long forged;
  private long replayed;
  private long malformed;
  private long strangers;

  public SrtpSession(SrtpKeys keys) {
    profile = keys.profile();
    SrtpPolicy policy = profile.policy();
    outbound =
        new SrtpContextFactory(true, keys.localKey(), keys.localSalt(), policy, policy, LOGGER);
    inbound =
        new SrtpContextFactory(false, keys.remoteKey(), keys.remoteSalt(), policy, policy, LOGGER);
  }

  public SrtpProfile profile() {
    return profile;
  }

  /**
   * Protects the RTP packet at {@code off} in place.
   *
   * @return its new length
   * @throws IllegalStateException when its sequence number was sent before
   */
  public int protectRtp(byte[] buf, int off, int len) {
    if (len < RTP_HEADER) {
      throw new IllegalArgumentException("an RTP packet has 12 bytes at least, not " + len);
    }
    SrtpCryptoContext context = rtpContext(int32(buf, off + 8));
    try {
      return protectedLength(context.transformPacket(packet.on(buf, off, len)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SRTP protection failed", e);
    }
  }

  /** There are three or four, and one is asked for at every packet: no map, no boxed key. */
  private SrtpCryptoContext rtpContext(int ssrc) {
    for (int i = 0; i < rtpOut.length; i++) {
      if (rtpOutSsrcs[i] == ssrc) {
        return rtpOut[i];
      }
    }
    int i = rtpOut.length;
    rtpOutSsrcs = Arrays.copyOf(rtpOutSsrcs, i + 1);
    rtpOut = Arrays.copyOf(rtpOut, i + 1);
    rtpOutSsrcs[i] = ssrc;
    rtpOut[i] = deriveRtp(ssrc);
    return rtpOut[i];
  }

  /**
   * Protects the compound RTCP packet at {@code off} in place, under its first SSRC; returns its
   * new length.
   */
  public int protectRtcp(byte[] buf, int off, int len) {
    if (len < RTCP_CLEAR) {
      throw new IllegalArgumentException("an RTCP packet has 8 bytes at least, not " + len);
    }
    SrtcpCryptoContext context =
        rtcpOut.computeIfAbsent(int32(buf, off + 4), ssrc -> deriveRtcp(outbound, ssrc));
    try {
      return protectedLength(context.transformPacket(packet.on(buf, off, len)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SRTCP protection failed", e);
    }
  }

  private int protectedLength(SrtpErrorStatus status) {
    if (status != SrtpErrorStatus.OK) {
      throw new IllegalStateException("not protected: " + status.desc);
    }
    return packet.getLength();
  }

  /**
   * Authenticates and opens the peer's SRTCP packet at {@code off} in place.
   *
   * @return the length of the RTCP inside, or -1 when the packet is to be dropped; {@link
   *     #counters} says why
   */
  public int unprotectRtcp(byte[] buf, int off, int len) {
    if (len < RTCP_CLEAR + profile.rtcpOverhead()) {
      malformed++;
      return -1;
    }
    int ssrc = int32(buf, off + 4);
    SrtcpCryptoContext known = rtcpIn.get(ssrc);
    if (known == null && rtcpIn.size() == MAX_REMOTE_SSRCS) {
      strangers++;
      return -1;
    }
    SrtcpCryptoContext context = known != null ? known : deriveRtcp(inbound, ssrc);
    SrtpErrorStatus status = open(context, buf, off, len);
    if (status != SrtpErrorStatus.OK) {
      count(status);
      return -1;
    }
    if (known == null) {
      rtcpIn.put(ssrc, context); // only what authenticates may take up room
    }
    return packet.getLength();
  }

  private SrtpErrorStatus open(SrtcpCryptoContext context, byte[] buf, int off, int len) {
    try {
      return context.reverseTransformPacket(packet.on(buf, off, len));
    } catch (GeneralSecurityException e) {
      return SrtpErrorStatus.AUTH_FAIL;
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

  private SrtpCryptoContext deriveRtp(int ssrc) {
    try {
      return outbound.deriveContext(ssrc, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SRTP key derivation failed", e);
    }
  }

  private static SrtcpCryptoContext deriveRtcp(SrtpContextFactory factory, int ssrc) {
    try {
      return factory.deriveControlContext(ssrc);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SRTCP key derivation failed", e);
    }
  }

  private static int int32(byte[] b, int at) {
    return (b[at] & 0xFF) << 24
        | (b[at + 1] & 0xFF) << 16
        | (b[at + 2] & 0xFF) << 8
        | (b[at + 3] & 0xFF);
  }

  /**
   * Loads and runs AES-GCM once, so that the first viewer does not wait for it. Not the older
   * profile: its HMAC makes jitsi-srtp load native code, which is better left out of a server that
   * redeploys us until somebody really needs it.
   */
  public static void warmUp() {
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    byte[] key = new byte[profile.keyLength()];
    byte[] salt = new byte[profile.saltLength()];
    SrtpSession session = new SrtpSession(new SrtpKeys(profile, key, salt, key, salt));
    byte[] rtp = new byte[64];
    rtp[0] = (byte) 0x80;
    session.protectRtp(rtp, 0, 40);
    byte[] rtcp = new byte[64];
    rtcp[0] = (byte) 0x80;
    rtcp[1] = (byte) 200;
    session.unprotectRtcp(rtcp, 0, session.protectRtcp(rtcp, 0, 28));
  }
}
