/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.castbridge.media.film.Track;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.negotiation.Negotiated;
import org.castbridge.media.rtcp.RtcpException;
import org.castbridge.media.rtcp.RtcpPacket;
import org.castbridge.media.rtcp.RtcpParser;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpReceiver;
import org.castbridge.media.srtp.SrtpSession;
import org.castbridge.media.stun.StunBuilder;
import org.castbridge.media.stun.StunClass;
import org.castbridge.media.stun.StunCodec;
import org.castbridge.media.stun.StunException;
import org.castbridge.media.stun.StunIntegrity;
import org.castbridge.media.stun.StunMessage;

/**
 * A browser's receiving end, sans-I/O like the session: checks, consent, SRTP, NACK, receiver
 * reports.
 */
final class SyntheticViewer {
  static final InetSocketAddress ADDRESS = new InetSocketAddress("192.0.2.10", 50000);
  private static final long TICK_NANOS = 10_000_000;

  /** A unit that has come in whole; {@code atNanos} is when its last packet came. */
  record Received(Track track, int timestamp, byte[] data, long atNanos) {}

  /** A sender report as it came in. */
  record Report(RtcpPacket.SenderReport report, long atNanos) {}

  final List<Received> units = new ArrayList<>();

  /** What is done with a unit; kept otherwise. */
  Consumer<Received> taker = units::add;

  /** What is done with a sender report; kept otherwise. */
  Consumer<Report> reportTaker = report -> this.reports.add(report);

  final List<Report> reports = new ArrayList<>();
  final List<RtcpPacket.Bye> byes = new ArrayList<>();
  boolean consenting = true;
  boolean nominating = true;
  boolean nacking = true;
  long rtpPackets;
  long rtxPackets;
  long refused;

  private final IceCredentials local;
  private final StunIntegrity localKey;
  private final IceCredentials server;
  private final StunIntegrity serverKey;
  private final SrtpReceiver srtp;
  private final SrtpSession srtcp;
  private final Map<Integer, StreamReceiver> streams = new HashMap<>();
  private final Negotiated negotiated;
  private final Consumer<byte[]> network;
  private final Random random = new Random(42);
  private boolean answered;
  private long nextTick = Long.MIN_VALUE;
  private long nextReport = Long.MIN_VALUE;

  SyntheticViewer(
      Negotiated negotiated,
      IceCredentials local,
      IceCredentials server,
      SrtpKeys keys,
      Consumer<byte[]> network) {
    this.negotiated = negotiated;
    this.local = local;
    this.localKey = new StunIntegrity(local.pwd());
    this.server = server;
    this.serverKey = new StunIntegrity(server.pwd());
    this.srtp = new SrtpReceiver(keys);
    this.srtcp = new SrtpSession(keys);
    this.network = network;
    if (negotiated.video() != null) {
      streams.put(
          negotiated.video().ssrc(),
          new StreamReceiver(Track.VIDEO, negotiated.video(), this::take));
    }
    if (negotiated.audio() != null) {
      streams.put(
          negotiated.audio().ssrc(),
          new StreamReceiver(Track.AUDIO, negotiated.audio(), this::take));
    }
  }

  private void take(Received unit) {
    taker.accept(unit);
  }

  void handle(byte[] b, long now) {
    switch (DatagramKind.of(b, 0, b.length)) {
      case STUN -> handleStun(b);
      case RTCP -> handleRtcp(b, now);
      case RTP -> handleRtp(b, now);
      case DTLS, OTHER -> throw new AssertionError("unexpected datagram " + Arrays.toString(b));
    }
  }

  private void handleStun(byte[] b) {
    try {
      StunMessage message = StunCodec.parse(b, 0, b.length);
      if (message.messageClass() == StunClass.SUCCESS) {
        answered |= message.authenticatedBy(serverKey);
      } else if (message.isBindingRequest() && consenting && message.authenticatedBy(localKey)) {
        network.accept(
            StunBuilder.success(message)
                .xorMappedAddress(ADDRESS)
                .integrity(localKey)
                .fingerprint()
                .build());
      }
    } catch (StunException e) {
      throw new AssertionError(e);
    }
  }

  private void handleRtcp(byte[] b, long now) {
    int length = srtcp.unprotectRtcp(b, 0, b.length);
    try {
      for (RtcpPacket packet : RtcpParser.parse(b, 0, length)) {
        if (packet instanceof RtcpPacket.SenderReport report) {
          reportTaker.accept(new Report(report, now));
          streams.get(report.ssrc()).reported(report, now);
        } else if (packet instanceof RtcpPacket.Bye bye) {
          byes.add(bye);
        }
      }
    } catch (RtcpException e) {
      throw new AssertionError(e);
    }
  }

  private void handleRtp(byte[] b, long now) {
    int ssrc = int32(b, 8);
    int length = srtp.unprotect(b, ssrc, b.length);
    if (length < 0) {
      refused++;
      return;
    }
    boolean extended = (b[0] & 0x10) != 0;
    int at = 12 + (extended ? 4 + 4 * ((b[14] & 0xFF) << 8 | (b[15] & 0xFF)) : 0);
    int sequence = (b[2] & 0xFF) << 8 | (b[3] & 0xFF);
    boolean repeated =
        negotiated.video() != null
            && negotiated.video().retransmits()
            && ssrc == negotiated.video().rtxSsrc();
    if (repeated) {
      rtxPackets++;
      sequence = (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
      ssrc = negotiated.video().ssrc();
      at += 2;
    } else {
      rtpPackets++;
    }
    int padding = (b[0] & 0x20) == 0 ? 0 : b[length - 1] & 0xFF;
    byte[] payload = Arrays.copyOfRange(b, at, length - padding);
    streams.get(ssrc).packet(sequence, int32(b, 4), (b[1] & 0x80) != 0, payload, repeated, now);
  }

  /** When {@link #tick} wants to be called next. */
  long nextTick() {
    return nextTick;
  }

  void tick(long now) {
    nextTick = now + TICK_NANOS;
    if (!answered && nominating) {
      check();
    }
    StreamReceiver video =
        negotiated.video() == null ? null : streams.get(negotiated.video().ssrc());
    List<Integer> missing = video == null || !nacking ? List.of() : video.toRequest(now);
    if (!missing.isEmpty()) {
      send(RtcpBytes.nack(1, negotiated.video().ssrc(), missing));
    }
    if (now >= nextReport) {
      nextReport = now + 1_000_000_000L;
      streams.values().stream()
          .filter(StreamReceiver::started)
          .forEach(stream -> send(stream.receiverReport(now)));
    }
  }

  void check() {
    byte[] id = new byte[12];
    random.nextBytes(id);
    network.accept(
        StunBuilder.bindingRequest(id)
            .username(server.ufrag() + ":" + local.ufrag())
            .priority(1)
            .iceControlling(7)
            .useCandidate()
            .integrity(serverKey)
            .fingerprint()
            .build());
  }

  /** Protects and sends a compound packet. */
  void send(byte[] rtcp) {
    byte[] b = Arrays.copyOf(rtcp, rtcp.length + SrtpSession.HEADROOM);
    network.accept(Arrays.copyOf(b, srtcp.protectRtcp(b, 0, rtcp.length)));
  }

  List<Received> units(Track track) {
    return units.stream().filter(unit -> unit.track() == track).toList();
  }

  StreamReceiver stream(int ssrc) {
    return streams.get(ssrc);
  }

  static int int32(byte[] b, int at) {
    return (b[at] & 0xFF) << 24
        | (b[at + 1] & 0xFF) << 16
        | (b[at + 2] & 0xFF) << 8
        | (b[at + 3] & 0xFF);
  }
}
