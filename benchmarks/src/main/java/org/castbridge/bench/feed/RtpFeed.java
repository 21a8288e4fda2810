/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.feed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A live encoder: sends a clip as RTP in real time and endlessly, every frame at its time and at
 * once, to every server given. Sequence numbers and timestamps go on from one round to the next;
 * sender reports every second, on the port above.
 */
public final class RtpFeed implements AutoCloseable {
  private static final int VIDEO_SSRC = 0x11111111;
  private static final int AUDIO_SSRC = 0x22222222;
  private static final long REPORT_MICROS = 1_000_000;

  /** 1900 to 1970, seconds (RFC 5905). */
  private static final long NTP_EPOCH = 2_208_988_800L;

  private final RtpClip clip;
  private final List<Integer> videoPorts;
  private final DatagramChannel channel;
  private final Thread thread = new Thread(this::send, "rtp-feed");
  private volatile boolean stopped;
  private int videoSequence = 1000;
  private int audioSequence = 2000;
  private long nextReport;

  /**
   * @param videoPorts on loopback; the sound goes two ports above each
   */
  public RtpFeed(Path file, int seconds, List<Integer> videoPorts)
      throws IOException, InterruptedException {
    this.clip = RtpClip.cut(file, seconds);
    this.videoPorts = videoPorts;
    this.channel = DatagramChannel.open(StandardProtocolFamily.INET);
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.start();
  }

  /** Describes what is sent to {@code videoPort}. */
  public static String sdp(int videoPort) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=bench\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + ("m=video " + videoPort + " RTP/AVP " + RtpClip.VIDEO_TYPE + "\r\n")
        + ("a=rtpmap:" + RtpClip.VIDEO_TYPE + " H264/90000\r\n")
        + ("a=fmtp:" + RtpClip.VIDEO_TYPE)
        + " packetization-mode=1;profile-level-id=42e01f\r\n"
        + ("m=audio " + (videoPort + 2) + " RTP/AVP " + RtpClip.AUDIO_TYPE + "\r\n")
        + ("a=rtpmap:" + RtpClip.AUDIO_TYPE + " opus/48000/2\r\n");
  }

  private void send() {
    long begin = System.nanoTime();
    for (long round = 0; !stopped; round++) {
      long offset = round * clip.durationMicros;
      for (RtpClip.Packet packet : clip.packets) {
        long at = offset + packet.atMicros();
        sleepUntil(begin + at * 1_000);
        if (stopped) {
          return;
        }
        send(packet, at);
      }
    }
  }

  private static void sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void send(RtpClip.Packet packet, long atMicros) {
    ByteBuffer data = ByteBuffer.wrap(packet.data());
    boolean video = packet.video();
    data.putShort(2, (short) (video ? videoSequence++ : audioSequence++));
    data.putInt(4, timestamp(video, atMicros));
    data.putInt(8, video ? VIDEO_SSRC : AUDIO_SSRC);
    toAll(data, video ? 0 : 2);
    if (atMicros >= nextReport) {
      nextReport = atMicros + REPORT_MICROS;
      toAll(report(true, atMicros), 1);
      toAll(report(false, atMicros), 3);
    }
  }

  private static int timestamp(boolean video, long micros) {
    return (int) ((micros * (video ? 90 : 48) + 500) / 1_000);
  }

  private static ByteBuffer report(boolean video, long atMicros) {
    long millis = System.currentTimeMillis();
    ByteBuffer b = ByteBuffer.allocate(28);
    b.putInt(0x80C80006).putInt(video ? VIDEO_SSRC : AUDIO_SSRC);
    b.putInt((int) (millis / 1_000 + NTP_EPOCH));
    b.putInt((int) ((millis % 1_000 << 32) / 1_000));
    b.putInt(timestamp(video, atMicros)).putInt(0).putInt(0);
    return b.flip();
  }

  private void toAll(ByteBuffer data, int above) {
    for (int port : videoPorts) {
      try {
        data.rewind();
        channel.send(data, new InetSocketAddress(InetAddress.getLoopbackAddress(), port + above));
      } catch (IOException e) {
        // nobody listens there at the moment: live goes on
      }
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    stopped = true;
    LockSupport.unpark(thread);
    thread.join();
    channel.close();
  }
}
