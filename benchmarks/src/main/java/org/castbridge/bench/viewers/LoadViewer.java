/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.castbridge.media.dtls.DtlsIdentity;
import org.castbridge.media.dtls.TestDtlsClient;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpReceiver;
import org.castbridge.media.srtp.SrtpSession;

/**
 * One viewer: ICE, DTLS, SRTP under keys of its own, receiver reports every second. Counts every
 * packet by its sequence number; opens a sample of them and all RTCP, which shows that the server
 * really encrypts for this viewer. Lives on its event loop, unless a method says otherwise.
 */
final class LoadViewer extends ChannelInboundHandlerAdapter {
  /** One packet in this many is decrypted: enough to see, too few to be the load. */
  static final int SAMPLE = 64;

  private static final long REPORT_NANOS = 1_000_000_000L;
  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;

  /** AEAD_AES_128_GCM: what both servers choose, so that they do the same work. */
  private static final int PROFILE = 0x0007;

  final CompletableFuture<Void> connected = new CompletableFuture<>();
  final CompletableFuture<Void> playing = new CompletableFuture<>();
  final IceCredentials credentials;
  Signalling.Session session;
  private final DtlsIdentity identity;
  private final Executor handshakes;
  private final Random random;
  private final int ssrc;
  private final byte[] scratch = new byte[2048];
  private final FrameTimes frames = new FrameTimes();
  private final RecordPipe pipe = new RecordPipe(this::sendFromAnywhere);
  private Channel channel;
  private IceClient ice;
  private InetSocketAddress server;
  private SrtpReceiver srtp;
  private SrtpSession srtcp;
  private StreamCounter video;
  private StreamCounter audio;
  private boolean handshaking;
  private long nextReport = Long.MIN_VALUE;
  private long sampled;
  private long refused;
  private long others;

  LoadViewer(DtlsIdentity identity, IceCredentials credentials, Executor handshakes, long seed) {
    this.identity = identity;
    this.credentials = credentials;
    this.handshakes = handshakes;
    this.random = new Random(seed);
    this.ssrc = random.nextInt();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  Channel channel() {
    return channel;
  }

  /** The server has answered: checks begin. From any thread. */
  void begin(Signalling.Session answered) {
    channel
        .eventLoop()
        .execute(
            () -> {
              session = answered;
              server = answered.candidate();
              ice = new IceClient(answered, credentials, random);
              tick(System.nanoTime());
            });
  }

  // ---- what comes

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      take(packet.content(), packet.sender());
    } finally {
      packet.release();
    }
  }

  private void take(ByteBuf b, InetSocketAddress from) {
    int length = b.readableBytes();
    if (length < 12 || ice == null) {
      return;
    }
    int at = b.readerIndex();
    int first = b.getUnsignedByte(at);
    if (first >= 128 && first < 192) {
      takeMedia(b, at, length);
    } else if (first < 4) {
      takeStun(bytes(b), from);
    } else if (first >= 20 && first < 64) {
      pipe.offer(bytes(b));
    }
  }

  private static byte[] bytes(ByteBuf b) {
    byte[] copy = new byte[b.readableBytes()];
    b.getBytes(b.readerIndex(), copy);
    return copy;
  }

  private void takeStun(byte[] b, InetSocketAddress from) {
    byte[] answer = ice.handle(b, from == null ? server : from);
    if (answer != null) {
      send(answer);
    }
    if (ice.connected() && !handshaking) {
      handshaking = true;
      handshakes.execute(this::handshake);
    }
  }

  private void takeMedia(ByteBuf b, int at, int length) {
    int second = b.getUnsignedByte(at + 1);
    if (second >= 192 && second <= 223) {
      takeReport(b, at, length);
      return;
    }
    int type = second & 0x7F;
    int source = b.getInt(at + 8);
    if (type == session.videoPayloadType()) {
      video = counter(video, source);
      video.packet(b.getUnsignedShort(at + 2), length);
      frames.packet(b.getInt(at + 4), second >= 128, System.nanoTime());
      sample(video, b, at, length);
      playing.complete(null);
    } else if (type == session.audioPayloadType()) {
      audio = counter(audio, source);
      audio.packet(b.getUnsignedShort(at + 2), length);
      sample(audio, b, at, length);
    } else {
      others++;
    }
  }

  private static StreamCounter counter(StreamCounter known, int ssrc) {
    return known != null && known.ssrc == ssrc ? known : new StreamCounter(ssrc);
  }

  private void sample(StreamCounter stream, ByteBuf b, int at, int length) {
    boolean due = !stream.sampled || stream.packets % SAMPLE == 0;
    if (srtp == null || !due || length > scratch.length) {
      return;
    }
    stream.sampled = true; // the first as soon as possible: from it the roll-overs are counted
    b.getBytes(at, scratch, 0, length);
    sampled++;
    if (srtp.unprotect(scratch, stream.ssrc, length) < 0) {
      refused++;
    }
  }

  private void takeReport(ByteBuf b, int at, int length) {
    if (srtcp == null || length > scratch.length) {
      return;
    }
    b.getBytes(at, scratch, 0, length);
    sampled++;
    if (srtcp.unprotectRtcp(scratch, 0, length) < 0) {
      refused++;
    } else if ((scratch[1] & 0xFF) == SENDER_REPORT) {
      reported(video, b.getInt(at + 4));
      reported(audio, b.getInt(at + 4));
    }
  }

  private void reported(StreamCounter stream, int source) {
    if (stream != null && stream.ssrc == source) {
      stream.lastReport = Unpooled.wrappedBuffer(scratch).getInt(10);
      stream.lastReportAt = System.nanoTime();
    }
  }

  // ---- DTLS

  private void handshake() {
    try {
      TestDtlsClient client = new TestDtlsClient(identity, session.fingerprint()).offering(PROFILE);
      client.connect(pipe);
      channel.eventLoop().execute(() -> keyed(client.keys()));
    } catch (Exception e) {
      connected.completeExceptionally(e);
    }
  }

  private void keyed(SrtpKeys keys) {
    srtp = new SrtpReceiver(keys);
    srtcp = new SrtpSession(keys);
    connected.complete(null);
  }

  // ---- what goes

  /** Checks and reports that are due; called every now and then. */
  void tick(long now) {
    if (ice == null) {
      return;
    }
    byte[] check = ice.tick(now);
    if (check != null) {
      send(check);
    }
    if (srtcp != null && video != null && now >= nextReport) {
      nextReport = now + REPORT_NANOS;
      send(report(now));
    }
  }

  private byte[] report(long now) {
    byte[] b = new byte[8 + 2 * 24 + SrtpSession.HEADROOM];
    int end = video.report(b, 8, now);
    if (audio != null) {
      end = audio.report(b, end, now);
    }
    b[0] = (byte) (0x80 | (end - 8) / 24);
    b[1] = (byte) RECEIVER_REPORT;
    b[3] = (byte) (end / 4 - 1);
    StreamCounter.put(b, 4, ssrc);
    return java.util.Arrays.copyOf(b, srtcp.protectRtcp(b, 0, end));
  }

  private void sendFromAnywhere(byte[] b) {
    channel.eventLoop().execute(() -> send(b));
  }

  private void send(byte[] b) {
    channel.writeAndFlush(
        new DatagramPacket(Unpooled.wrappedBuffer(b), server), channel.voidPromise());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    others++; // ICMP unreachable: the server has gone, the counts will show it
  }

  // ---- figures

  void openWindow() {
    frames.record();
    if (video != null) {
      video.openWindow();
    }
    if (audio != null) {
      audio.openWindow();
    }
  }

  void closeWindow() {
    frames.stop();
  }

  /** Adds what this viewer has seen to the tally. */
  void addTo(Tally tally, Lateness lateness) {
    for (StreamCounter stream : new StreamCounter[] {video, audio}) {
      if (stream != null) {
        tally.packets += stream.packets;
        tally.octets += stream.octets;
        tally.missing += stream.missing();
      }
    }
    tally.sampled += sampled;
    tally.refused += refused;
    tally.others += others;
    tally.frames += frames.frames();
    frames.addTo(lateness);
  }

  /** Sums over viewers. */
  static final class Tally {
    long packets;
    long octets;
    long missing;
    long sampled;
    long refused;
    long others;
    long frames;
  }
}
