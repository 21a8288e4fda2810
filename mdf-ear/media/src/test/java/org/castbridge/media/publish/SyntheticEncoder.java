/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.publish;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.rtcp.RtcpException;
import org.castbridge.media.rtcp.RtcpPacket;
import org.castbridge.media.rtcp.RtcpParser;
import org.castbridge.media.rtcp.RtcpWriter;
import org.castbridge.media.rtp.RtpHeader;
import org.castbridge.media.session.DatagramKind;
import org.castbridge.media.session.SessionOutput;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpSession;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunIntegrity;

/** An encoder's end of a WHIP session: checks, VP8 pictures under SRTP, what it hears back. */
final class SyntheticEncoder {
  static final InetSocketAddress ADDRESS = new InetSocketAddress("192.0.2.20", 40_000);
  static final int SSRC = 0x5EED;
  static final int RTX_SSRC = 0x5EED1;
  static final int VP8 = 96;
  static final int RTX = 97;

  final List<RtcpPacket> heard = new ArrayList<>();
  private final IceCredentials local;
  private final IceCredentials server;
  private final SrtpSession srtp;
  private final PublisherSession session;
  private final Random random = new Random(7);
  private int sequence = 65_530;
  private int rtxSequence = 100;
  private long picture;

  SyntheticEncoder(
      IceCredentials local, IceCredentials server, SrtpKeys keys, PublisherSession session) {
    this.local = local;
    this.server = server;
    this.srtp = new SrtpSession(keys);
    this.session = session;
  }

  void check(long now) {
    byte[] id = new byte[12];
    random.nextBytes(id);
    byte[] check =
        StunBuilder.bindingRequest(id)
            .username(server.ufrag() + ":" + local.ufrag())
            .priority(1)
            .iceControlling(7)
            .useCandidate()
            .integrity(new StunIntegrity(server.pwd()))
            .fingerprint()
            .build();
    session.handleDatagram(check, 0, check.length, ADDRESS, now);
    drain();
  }

  /** Takes what the session sends. */
  List<SessionOutput.Event> drain() {
    List<SessionOutput.Event> events = new ArrayList<>();
    for (SessionOutput out = session.poll();
        !(out instanceof SessionOutput.Timeout);
        out = session.poll()) {
      if (out instanceof SessionOutput.Event event) {
        events.add(event);
      } else if (out instanceof SessionOutput.Transmit t
          && DatagramKind.of(t.buffer(), t.offset(), t.length()) == DatagramKind.RTCP) {
        hear(Arrays.copyOfRange(t.buffer(), t.offset(), t.offset() + t.length()));
      }
    }
    return events;
  }

  private void hear(byte[] b) {
    try {
      heard.addAll(RtcpParser.parse(b, 0, srtp.unprotectRtcp(b, 0, b.length)));
    } catch (RtcpException e) {
      throw new AssertionError(e);
    }
  }

  <T extends RtcpPacket> List<T> heard(Class<T> type) {
    return heard.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The packets of the next picture, protected: three of them. */
  List<byte[]> picture(boolean key) {
    byte[] frame = new byte[300];
    random.nextBytes(frame);
    frame[0] = (byte) (key ? 0x10 : 0x11);
    if (key) {
      byte[] header = {(byte) 0x9D, 1, 0x2A, (byte) 0x80, 2, 0x68, 1}; // 640x360
      System.arraycopy(header, 0, frame, 3, header.length);
    }
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      byte[] payload = new byte[101];
      payload[0] = (byte) (i == 0 ? 0x10 : 0);
      System.arraycopy(frame, i * 100, payload, 1, 100);
      packets.add(rtp(VP8, i == 2, sequence++, SSRC, payload));
    }
    picture++;
    return packets;
  }

  private byte[] rtp(int payloadType, boolean marker, int number, int ssrc, byte[] payload) {
    byte[] b = new byte[12 + payload.length + SrtpSession.HEADROOM];
    RtpHeader.write(b, 0, payloadType, marker, number, (int) (picture * 3600), ssrc, false);
    System.arraycopy(payload, 0, b, 12, payload.length);
    return Arrays.copyOf(b, srtp.protectRtp(b, 0, 12 + payload.length));
  }

  /** A picture of one packet, and its repetition on the other stream: of both, protected. */
  byte[][] pictureAndRepetition(boolean key) {
    byte[] payload = new byte[101];
    random.nextBytes(payload);
    payload[0] = 0x10;
    payload[1] = (byte) (key ? 0x10 : 0x11);
    byte[] repeated = new byte[payload.length + 2];
    repeated[0] = (byte) (sequence >> 8);
    repeated[1] = (byte) sequence;
    System.arraycopy(payload, 0, repeated, 2, payload.length);
    byte[][] both = {
      rtp(VP8, true, sequence++, SSRC, payload), rtp(RTX, true, rtxSequence++, RTX_SSRC, repeated)
    };
    picture++;
    return both;
  }

  /** A sender report, protected. */
  byte[] report() {
    byte[] b = new byte[200];
    int length = new RtcpWriter("encoder").senderReport(b, 0, SSRC, 3_900_000_000L << 32, 0, 1, 1);
    return Arrays.copyOf(b, srtp.protectRtcp(b, 0, length));
  }

  void send(byte[] packet, long now) {
    byte[] copy = Arrays.copyOf(packet, packet.length + 64);
    session.handleDatagram(copy, 0, packet.length, ADDRESS, now);
  }
}
