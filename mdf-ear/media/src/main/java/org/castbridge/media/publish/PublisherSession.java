/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.publish;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.castbridge.media.film.Track;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.ice.IceLiteAgent;
import org.castbridge.media.ice.IceOutput;
import org.castbridge.media.live.RtpReceiver;
import org.castbridge.media.live.RtpSource;
import org.castbridge.media.live.SourceSink;
import org.castbridge.media.rtcp.ReportBlock;
import org.castbridge.media.session.DatagramKind;
import org.castbridge.media.session.SessionOutput;
import org.castbridge.media.session.SessionOutput.EventKind;
import org.castbridge.media.srtp.SrtpCounters;
import org.castbridge.media.srtp.SrtpInbound;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpSession;

/**
 * An encoder's session: answers its connectivity checks, opens what it sends, and asks for what is
 * missing. Sans-I/O, for one thread: after each call {@link #poll} until it returns a {@link
 * SessionOutput.Timeout}. One of the final events ends it.
 */
public final class PublisherSession {
  static final long CONNECT_NANOS = 30_000_000_000L;

  /** A lost packet may be repeated more than once over a long way. */
  static final long PATIENCE_NANOS = 300_000_000L;

  private static final long REPORT_NANOS = 1_000_000_000L;
  private static final long NACK_NANOS = 40_000_000L;
  private static final long PICTURE_LOSS_NANOS = 500_000_000L;

  /** Viewers join and recordings begin at key frames: the encoder is asked for one that often. */
  static final long KEY_FRAME_NANOS = 2_000_000_000L;

  /** What an encoder may send us. */
  private static final long BITS_PER_SECOND = 12_000_000;

  private static final int RTP_HEADER = 12;
  private static final int BUFFER = 1500;
  private static final int MAX_NACKS = 128;

  private final Publication publication;
  private final IceLiteAgent ice;
  private final RtpSource source;
  private final KeyFrameWatch watch;
  private final Deque<SessionOutput> outputs = new ArrayDeque<>();
  private final int ssrc;
  private final long connectBy;
  private final int[] missing = new int[MAX_NACKS];
  private final byte[] repeated = new byte[2048];
  private long iceTimeout = Long.MAX_VALUE;
  private long reportAt;
  private long nackAt;
  private long pictureLossAt;
  private SrtpSession srtp;
  private SrtpInbound inbound;
  private boolean connected;
  private boolean over;
  private volatile long dropped;
  private volatile long nacks;
  private volatile long pictureLosses;
  private volatile long repairs;

  /** Hears of key frames on their way to the channel. */
  private static final class KeyFrameWatch extends ForwardingSink {
    private long now;
    private long lastKey;

    KeyFrameWatch(SourceSink sink) {
      super(sink);
    }

    @Override
    public void video(org.castbridge.media.film.AccessUnit unit) {
      if (unit.sync()) {
        lastKey = now;
      }
      super.video(unit);
    }
  }

  /**
   * @param local the credentials that stand in the answer
   * @param now start of the time the encoder has to connect
   */
  public PublisherSession(
      Publication publication,
      IceCredentials local,
      SecureRandom random,
      SourceSink sink,
      long now) {
    this.publication = publication;
    this.ice = new IceLiteAgent(local, publication.remoteIce(), random);
    this.watch = new KeyFrameWatch(sink);
    this.source =
        new RtpSource(
            publication.tracks().stream().map(PublishedTrack::format).toList(),
            PATIENCE_NANOS,
            watch);
    this.ssrc = random.nextInt() | 1;
    this.connectBy = now + CONNECT_NANOS;
    ice.handleTimeout(now);
    drainIce(now);
  }

  /**
   * Takes a datagram. Never throws; what is not from the encoder is counted and dropped.
   *
   * @param b is changed: SRTP is deciphered in place
   */
  public void handleDatagram(byte[] b, int offset, int length, InetSocketAddress from, long now) {
    if (over) {
      return;
    }
    DatagramKind kind = DatagramKind.of(b, offset, length);
    if (kind == DatagramKind.STUN) {
      ice.handle(b, offset, length, from, now);
      drainIce(now);
    } else if (kind == DatagramKind.OTHER || !ice.knows(from)) {
      drop();
    } else if (kind == DatagramKind.DTLS) {
      byte[] record = Arrays.copyOfRange(b, offset, offset + length);
      outputs.add(new SessionOutput.DtlsRecord(record, from));
    } else if (srtp == null) {
      drop();
    } else if (kind == DatagramKind.RTCP) {
      rtcp(b, offset, length, now);
    } else {
      rtp(b, offset, length, now);
      askForMissing(now);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void drop() {
    dropped++;
  }

  private void rtcp(byte[] b, int offset, int length, long now) {
    int plain = srtp.unprotectRtcp(b, offset, length);
    if (plain < 0) {
      drop();
    } else {
      source.rtcp(b, offset, plain, now);
    }
  }

  private void rtp(byte[] b, int offset, int length, long now) {
    int plain = inbound.unprotectRtp(b, offset, length);
    if (plain < RTP_HEADER) {
      drop();
      return;
    }
    watch.now = now;
    int payloadType = b[offset + 1] & 0x7F;
    List<PublishedTrack> tracks = publication.tracks();
    for (int i = 0; i < tracks.size(); i++) {
      if (payloadType == tracks.get(i).format().payloadType()) {
        source.rtp(i, b, offset, plain, now);
        return;
      }
      if (payloadType == tracks.get(i).rtxPayloadType()) {
        repeated(i, b, offset, plain, now);
        return;
      }
    }
    drop();
  }

  /** RFC 4588 section 4: the original sequence number stands before the payload. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void repeated(int stream, byte[] b, int offset, int length, long now) {
    RtpReceiver receiver = source.receiver(stream);
    int header = RtpReceiver.headerSize(b, offset, length);
    if (header < 0 || length > repeated.length || !receiver.started()) {
      drop();
      return;
    }
    int padding = (b[offset] & 0x20) != 0 ? b[offset + length - 1] & 0xFF : 0;
    int payload = length - header - padding;
    if (payload <= 2) {
      return; // padding that probes for bandwidth
    }
    repeated[0] = (byte) 0x80;
    repeated[1] =
        (byte) (b[offset + 1] & 0x80 | publication.tracks().get(stream).format().payloadType());
    repeated[2] = b[offset + header];
    repeated[3] = b[offset + header + 1];
    System.arraycopy(b, offset + 4, repeated, 4, 4);
    int its = receiver.ssrc();
    for (int i = 0; i < 4; i++) {
      repeated[8 + i] = (byte) (its >>> 8 * (3 - i));
    }
    System.arraycopy(b, offset + header + 2, repeated, RTP_HEADER, payload - 2);
    repairs++;
    source.rtp(stream, repeated, 0, RTP_HEADER + payload - 2, now);
  }

  private void drainIce(long now) {
    for (IceOutput next = ice.poll(); ; next = ice.poll()) {
      if (next instanceof IceOutput.Transmit transmit) {
        byte[] data = transmit.data();
        outputs.add(new SessionOutput.Transmit(data, 0, data.length, transmit.to()));
      } else if (next instanceof IceOutput.PairSelected) {
        openIfReady(now);
      } else if (next instanceof IceOutput.ConsentLost lost) {
        iceTimeout = Long.MAX_VALUE;
        end(connected ? EventKind.PEER_GONE : EventKind.FAILED, lost.reason());
        return;
      } else if (next instanceof IceOutput.Timeout timeout) {
        iceTimeout = timeout.atNanos();
        return;
      }
    }
  }

  /** The DTLS handshake is done. */
  public void handleKeys(SrtpKeys keys, long now) {
    if (!over) {
      srtp = new SrtpSession(keys);
      inbound = new SrtpInbound(keys);
      openIfReady(now);
    }
  }

  private void openIfReady(long now) {
    if (!connected && srtp != null && ice.selected() != null) {
      connected = true;
      reportAt = now + REPORT_NANOS;
      watch.lastKey = now;
      String words = "the encoder is connected from " + ice.selected();
      outputs.add(new SessionOutput.Event(EventKind.CONNECTED, 0, words));
    }
  }

  /** The DTLS connection is over: close_notify, a fatal alert, or a handshake that failed. */
  public void handleDtlsClosed(long now) {
    end(
        srtp != null ? EventKind.PEER_GONE : EventKind.FAILED,
        srtp != null ? "the encoder closed the connection" : "the DTLS handshake failed");
  }

  /** Ends the session from our side. */
  public void close() {
    end(EventKind.CLOSED, "closed");
  }

  private void end(EventKind kind, String reason) {
    if (!over) {
      over = true;
      outputs.add(new SessionOutput.Event(kind, 0, reason));
    }
  }

  /** To be called at the time {@link SessionOutput.Timeout} named. */
  public void handleTimeout(long now) {
    if (over) {
      return;
    }
    if (now >= iceTimeout) {
      ice.handleTimeout(now);
      drainIce(now);
    }
    if (!over && !connected && now >= connectBy) {
      end(EventKind.FAILED, "no DTLS keys within 30 s");
    }
    if (over || !connected) {
      return;
    }
    watch.now = now;
    source.handleTimeout(now);
    askForMissing(now);
    askForKeyFrame(now);
    if (now >= reportAt) {
      reportAt = now + REPORT_NANOS;
      report(now);
    }
  }

  private void report(long now) {
    List<ReportBlock> blocks = new ArrayList<>();
    int picture = 0;
    for (int i = 0; i < source.size(); i++) {
      RtpReceiver receiver = source.receiver(i);
      if (receiver.started()) {
        blocks.add(receiver.statistics().report(now));
        picture = isPicture(i) ? receiver.ssrc() : picture;
      }
    }
    byte[] b = new byte[BUFFER];
    int length = PublisherReports.receiverReport(b, ssrc, blocks);
    if (picture != 0) {
      length = PublisherReports.bitrate(b, length, ssrc, picture, BITS_PER_SECOND);
    }
    send(b, length);
  }

  private boolean isPicture(int stream) {
    return publication.tracks().get(stream).format().codec().track() == Track.VIDEO;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void askForMissing(long now) {
    if (!connected || now < nackAt) {
      return;
    }
    for (int i = 0; i < source.size(); i++) {
      int count = isPicture(i) ? source.receiver(i).missing(missing) : 0;
      if (count > 0) {
        nackAt = now + NACK_NANOS;
        nacks++;
        byte[] b = new byte[BUFFER];
        int length = PublisherReports.receiverReport(b, ssrc, List.of());
        int its = source.receiver(i).ssrc();
        send(b, PublisherReports.nack(b, length, ssrc, its, missing, count));
      }
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void askForKeyFrame(long now) {
    boolean wanted = source.wantsKeyFrame() || now - watch.lastKey >= KEY_FRAME_NANOS;
    if (!wanted || now < pictureLossAt) {
      return;
    }
    for (int i = 0; i < source.size(); i++) {
      if (isPicture(i) && source.receiver(i).started()) {
        pictureLossAt = now + PICTURE_LOSS_NANOS;
        pictureLosses++;
        byte[] b = new byte[BUFFER];
        int length = PublisherReports.receiverReport(b, ssrc, List.of());
        send(b, PublisherReports.pictureLoss(b, length, ssrc, source.receiver(i).ssrc()));
      }
    }
  }

  private void send(byte[] b, int length) {
    InetSocketAddress to = ice.selected();
    if (to != null) {
      outputs.add(new SessionOutput.Transmit(b, 0, srtp.protectRtcp(b, 0, length), to));
    }
  }

  /** The next thing to do; a {@link SessionOutput.Timeout} when there is nothing left for now. */
  public SessionOutput poll() {
    SessionOutput next = outputs.poll();
    return next != null ? next : new SessionOutput.Timeout(nextTimeout());
  }

  private long nextTimeout() {
    if (over) {
      return Long.MAX_VALUE;
    }
    if (!connected) {
      return Math.min(iceTimeout, connectBy);
    }
    long wake = Math.min(reportAt, Math.min(iceTimeout, source.nextTimeout()));
    long key =
        Math.max(pictureLossAt, source.wantsKeyFrame() ? 0 : watch.lastKey + KEY_FRAME_NANOS);
    boolean missingNow = source.nextTimeout() != Long.MAX_VALUE;
    return Math.min(wake, Math.min(key, missingNow ? nackAt : Long.MAX_VALUE));
  }

  /** What came in. */
  public RtpSource source() {
    return source;
  }

  /** Whether the address is the encoder's: an authenticated check came from it. */
  public boolean knows(InetSocketAddress address) {
    return ice.knows(address);
  }

  /** What SRTP kept out; null before there are keys. */
  public SrtpCounters srtpCounters() {
    return inbound == null ? null : inbound.counters();
  }

  /** What SRTCP kept out; null before there are keys. */
  public SrtpCounters srtcpCounters() {
    return srtp == null ? null : srtp.counters();
  }

  /** Datagrams that were none of the encoder's. From any thread. */
  public long dropped() {
    return dropped;
  }

  /** Requests to repeat something. From any thread. */
  public long nacks() {
    return nacks;
  }

  /** Requests for a key frame. From any thread. */
  public long pictureLosses() {
    return pictureLosses;
  }

  /** Packets repeated on a stream of their own. From any thread. */
  public long repairs() {
    return repairs;
  }
}
