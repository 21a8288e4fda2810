/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCaptureTest {
  private static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.1", 20100);
  private static final InetSocketAddress VIEWER = new InetSocketAddress("198.51.100.7", 51234);
  private static final InetSocketAddress VIEWER6 = new InetSocketAddress("2001:db8::7", 51234);
  private static final Instant WALL = Instant.parse("2026-01-02T03:04:05.000000006Z");
  private static final String ANSWER =
      "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
          + "m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=rtpmap:102 H264/90000\r\n"
          + "a=fmtp:102 packetization-mode=1;profile-level-id=42e01f\r\na=ice-pwd:secret\r\n"
          + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n";

  @TempDir Path folder;

  private static byte[] rtp(int sequence) {
    byte[] b = new byte[112];
    ByteBuffer.wrap(b).putShort((short) (0x80 << 8 | 102)).putShort((short) sequence);
    ByteBuffer.wrap(b).putInt(4, sequence * 3_000).putInt(8, 0x1234);
    b[12] = 0x41;
    return b;
  }

  private static byte[] senderReport() {
    byte[] b = new byte[28];
    ByteBuffer.wrap(b).putInt(0x80C80006).putInt(0x1234);
    return b;
  }

  private SessionCapture capture(long maxBytes, String answer) throws IOException {
    return new SessionCapture(folder.resolve("a/s.pcapng"), maxBytes, LOCAL, answer, WALL, 1_000);
  }

  private static void close(SessionCapture capture) throws InterruptedException {
    capture.close();
    capture.await(10_000);
    assertThat(capture.failure()).isNull();
  }

  /** Every block's type, checked for lengths that agree. */
  private static List<ByteBuffer> blocks(Path file) throws IOException {
    ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file));
    List<ByteBuffer> blocks = new ArrayList<>();
    while (b.hasRemaining()) {
      int length = b.getInt(b.position() + 4);
      assertThat(length % 4).isZero();
      assertThat(b.getInt(b.position() + length - 4)).isEqualTo(length);
      blocks.add(b.slice(b.position(), length));
      b.position(b.position() + length);
    }
    return blocks;
  }

  @Test
  void packetsStandInTheFileAsTheyWereSent() throws Exception {
    SessionCapture capture = capture(1 << 20, null);
    byte[] all = new byte[200];
    System.arraycopy(rtp(7), 0, all, 50, 112);
    capture.packet(true, all, 50, 112, VIEWER, 2_500);
    capture.packet(false, senderReport(), 0, 28, VIEWER, 3_000);
    close(capture);
    List<ByteBuffer> blocks = blocks(capture.file());
    assertThat(blocks.stream().map(b -> b.getInt(0))).containsExactly(0x0A0D0D0A, 1, 6, 6, 5);
    ByteBuffer sent = blocks.get(2);
    long time = (long) sent.getInt(12) << 32 | sent.getInt(16) & 0xFFFFFFFFL;
    assertThat(time).isEqualTo(WALL.getEpochSecond() * 1_000_000_000L + 6 + 1_500);
    assertThat(sent.getInt(20)).isEqualTo(20 + 8 + 112);
    byte[] payload = new byte[112];
    sent.get(28 + 28, payload);
    assertThat(payload).isEqualTo(rtp(7));
    assertThat(sent.getShort(28 + 20) & 0xFFFF).isEqualTo(20100);
    assertThat(blocks.get(3).getShort(28 + 20) & 0xFFFF).isEqualTo(51234);
    assertThat(capture.taken()).isEqualTo(2);
  }

  @Test
  void theFileEndsWholeAtItsLimit() throws Exception {
    SessionCapture capture = capture(10_000, ANSWER);
    for (int i = 0; i < 500; i++) {
      capture.packet(true, rtp(i), 0, 112, VIEWER, 2_000 + i);
    }
    close(capture);
    assertThat(capture.full()).isTrue();
    assertThat(Files.size(capture.file())).isBetween(9_000L, 10_000L);
    List<ByteBuffer> blocks = blocks(capture.file());
    assertThat(blocks.get(blocks.size() - 1).getInt(0)).isEqualTo(5);
  }

  @Test
  void aSlowDiskLosesPacketsOfTheCaptureAndNothingElse() throws Exception {
    SessionCapture capture = capture(100 << 20, null);
    for (int i = 0; i < 50_000; i++) {
      capture.packet(true, rtp(i), 0, 112, VIEWER, i);
    }
    close(capture);
    assertThat(capture.taken() + capture.dropped()).isEqualTo(50_000);
  }

  @Test
  void anotherFileIsNotOverwritten() throws Exception {
    close(capture(10_000, null));
    assertThatThrownBy(() -> capture(10_000, null)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void secretsOfTheAnswerAreNotInTheFile() throws Exception {
    SessionCapture capture = capture(1 << 20, ANSWER);
    capture.packet(true, rtp(1), 0, 112, VIEWER, 2_000);
    close(capture);
    String text = new String(Files.readAllBytes(capture.file()), StandardCharsets.ISO_8859_1);
    assertThat(text).contains("a=rtpmap:102 H264/90000").doesNotContain("secret");
  }

  @Test
  void wiresharkReadsItAsRtp() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not here");
    for (InetSocketAddress viewer : List.of(VIEWER, VIEWER6)) {
      Path file = folder.resolve(viewer.getAddress().getAddress().length + ".pcapng");
      SessionCapture capture = new SessionCapture(file, 1 << 20, LOCAL, ANSWER, WALL, 1_000);
      capture.packet(true, rtp(7), 0, 112, viewer, 2_000);
      capture.packet(true, senderReport(), 0, 28, viewer, 3_000);
      close(capture);
      List<String> lines = fields(file);
      assertThat(lines.get(1)).as(String.join("\n", lines)).contains("rtp").contains("|7|");
      assertThat(lines.get(2)).as(String.join("\n", lines)).contains("rtcp");
    }
  }

  private static List<String> fields(Path file) throws Exception {
    Process tshark =
        new ProcessBuilder(
                ("tshark -n -r "
                        + file
                        + " -T fields -E separator=| -e frame.protocols"
                        + " -e rtp.seq -e frame.len")
                    .split(" "))
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String text = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    tshark.waitFor();
    return text.lines().toList();
  }
}
