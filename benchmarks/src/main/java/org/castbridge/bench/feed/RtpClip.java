/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A clip as RTP packets, cut by ffmpeg: parameter sets before every key frame, at most 1200 octets
 * a packet.
 */
final class RtpClip {
  static final int VIDEO_TYPE = 96;
  static final int AUDIO_TYPE = 97;
  private static final int VIDEO_RATE = 90_000;
  private static final int AUDIO_RATE = 48_000;
  private static final int SPEED = 8;

  /**
   * A packet and its time from the clip's beginning.
   *
   * @param atMicros of its frame
   */
  record Packet(boolean video, long atMicros, byte[] data) {}

  final List<Packet> packets;
  final long durationMicros;

  private RtpClip(List<Packet> packets, long durationMicros) {
    this.packets = packets;
    this.durationMicros = durationMicros;
  }

  /** Lets ffmpeg send the file to us, faster than it plays. */
  static RtpClip cut(Path file, int seconds) throws IOException, InterruptedException {
    try (Receiver video = new Receiver(true, VIDEO_RATE);
        Receiver audio = new Receiver(false, AUDIO_RATE)) {
      List<String> command =
          new ArrayList<>(List.of("ffmpeg", "-v", "error", "-readrate", String.valueOf(SPEED)));
      command.addAll(List.of("-i", file.toString(), "-map", "0:v", "-c", "copy"));
      command.addAll(List.of("-bsf:v", "h264_mp4toannexb", "-payload_type", "" + VIDEO_TYPE));
      command.addAll(List.of("-f", "rtp", video.address(), "-map", "0:a", "-c", "copy"));
      command.addAll(List.of("-payload_type", "" + AUDIO_TYPE, "-f", "rtp", audio.address()));
      Process ffmpeg =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(ProcessBuilder.Redirect.PIPE)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      try (InputStream description = ffmpeg.getInputStream()) {
        description.readAllBytes(); // the SDP; ends when ffmpeg does
      }
      if (!ffmpeg.waitFor(10, TimeUnit.SECONDS) || ffmpeg.exitValue() != 0) {
        throw new IOException("ffmpeg could not send " + file + " as RTP");
      }
      return join(video.finish(), audio.finish(), seconds * 1_000_000L);
    }
  }

  private static RtpClip join(List<Packet> video, List<Packet> audio, long duration)
      throws IOException {
    if (video.isEmpty() || audio.isEmpty()) {
      throw new IOException("ffmpeg sent no picture or no sound");
    }
    List<Packet> all = new ArrayList<>(video);
    all.addAll(audio);
    all.removeIf(packet -> packet.atMicros() >= duration);
    all.sort(Comparator.comparingLong(Packet::atMicros));
    return new RtpClip(all, duration);
  }

  /** Collects what ffmpeg sends to one port. */
  private static final class Receiver implements AutoCloseable {
    private final boolean video;
    private final int clockRate;
    private final DatagramSocket socket;
    private final List<Packet> packets = new ArrayList<>();
    private final Thread thread = new Thread(this::receive, "rtp-clip");
    private volatile boolean done;

    Receiver(boolean video, int clockRate) throws IOException {
      this.video = video;
      this.clockRate = clockRate;
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      socket.setReceiveBufferSize(8 << 20);
      socket.setSoTimeout(200);
      thread.start();
    }

    String address() {
      // RTCP elsewhere than one port up, which may be another's
      return "rtp://127.0.0.1:"
          + (socket.getLocalPort() + "?rtcpport=" + socket.getLocalPort())
          + "&pkt_size=1200";
    }

    private void receive() {
      byte[] b = new byte[2048];
      int begin = 0;
      while (true) {
        try {
          DatagramPacket datagram = new DatagramPacket(b, b.length);
          socket.receive(datagram);
          if ((b[1] & 0x7F) != (video ? VIDEO_TYPE : AUDIO_TYPE)) {
            continue; // RTCP
          }
          byte[] data = java.util.Arrays.copyOf(b, datagram.getLength());
          int timestamp = ByteBuffer.wrap(data).getInt(4);
          begin = packets.isEmpty() ? timestamp : begin;
          packets.add(new Packet(video, (timestamp - begin) * 1_000_000L / clockRate, data));
        } catch (SocketTimeoutException e) {
          if (done) {
            return;
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    List<Packet> finish() throws InterruptedException {
      done = true;
      thread.join();
      return packets;
    }

    @Override
    public void close() {
      done = true;
      socket.close();
    }
  }
}
