/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.Test;

/** The bytes on the wire, by the format's own specification. */
class PayloadFormatsTest {

  /** RFC 9628 section 4.2: I, B, E, V; picture id; SS with Y and G, 1280x720, one reference. */
  @Test
  void vp9KeyFrame() throws Exception {
    assertThat(hex(Codec.VP9, true, "8249834200"))
        .containsExactly("8e" + "8000" + "18" + "050002d0" + "01" + "0401" + "8249834200");
  }

  /** I, P, B, E. */
  @Test
  void vp9DeltaFrame() throws Exception {
    assertThat(hex(Codec.VP9, false, "8601")).containsExactly("cc" + "8000" + "8601");
  }

  @Test
  void vp9FragmentsHaveOneSizeAndOneBeginAndEnd() throws Exception {
    PacketisedUnit unit = unit(Codec.VP9, false, "00".repeat(3000));
    assertThat(Payloads.wire(unit))
        .extracting(p -> String.format("%02x %d", p[0], p.length))
        .containsExactly("c8 1003", "c0 1003", "c4 1003");
    assertThat(unit.pictureIdAt()).isEqualTo(1);
    byte[] wire = new byte[1200];
    unit.write(1, wire, 10, 0x12345);
    assertThat(HexFormat.of().formatHex(wire, 10, 13)).isEqualTo("c0a345");
  }

  /** W 2, N: the sequence header with its length, the frame without; no sizes, no delimiter. */
  @Test
  void av1KeyFrame() throws Exception {
    assertThat(hex(Codec.AV1, true, "1200" + "0a03aabbcc" + "320410112233"))
        .containsExactly("28" + "04" + "08aabbcc" + "30" + "10112233");
  }

  @Test
  void av1DeltaFrameInFragments() throws Exception {
    String size = "b817"; // 3000
    List<byte[]> packets =
        Payloads.wire(unit(Codec.AV1, false, "32" + size + "30" + "00".repeat(2999)));
    assertThat(packets)
        .extracting(p -> String.format("%02x %d", p[0], p.length))
        .containsExactly("50 1002", "d0 1002", "90 1000");
  }

  /** A packet that were to end with a whole OBU gives a byte of it to the next one. */
  @Test
  void av1PacketsEndWithinAnObu() throws Exception {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (int i = 0; i < 4; i++) {
      data.writeBytes(HexFormat.of().parseHex("220411223344"));
    }
    List<byte[]> packets =
        Payloads.wire(unit(Codec.AV1, false, HexFormat.of().formatHex(data.toByteArray())));
    assertThat(packets)
        .extracting(p -> HexFormat.of().formatHex(p))
        .containsExactly(
            "70" + "05" + "2011223344" + "05" + "2011223344" + "20112233",
            "a0" + "01" + "44" + "2011223344");
  }

  @Test
  void av1TakesAStoredSequenceHeaderWhereTheKeyFrameHasNone() throws Exception {
    byte[] header = HexFormat.of().parseHex("0a0142");
    FilmInfo.Video video =
        new FilmInfo.Video(Codec.AV1, "profile=0", 64, 64, 25, 0, 0, List.of(header));
    AccessUnit unit = new AccessUnit(Track.VIDEO, 0, true, HexFormat.of().parseHex("32021011"));
    assertThat(Payloads.wire(Payloader.of(video).packetise(unit)))
        .extracting(p -> HexFormat.of().formatHex(p))
        .containsExactly("28" + "02" + "0842" + "30" + "1011");
  }

  /** RFC 7798 section 4.4.2 and 4.4.3. */
  @Test
  void h265KeyFrame() throws Exception {
    String idr = "2601" + "80" + "00".repeat(2400);
    List<byte[]> packets = Payloads.wire(unit(Codec.H265, true, "00000963" + idr));
    assertThat(HexFormat.of().formatHex(packets.get(0)))
        .isEqualTo("6001" + "0004" + "40010c01" + "0005" + "4201010160" + "0003" + "440103");
    assertThat(packets.subList(1, 4))
        .extracting(p -> HexFormat.of().formatHex(p, 0, 4) + " " + p.length)
        .containsExactly("62019380 804", "62011300 804", "62015300 802");
  }

  @Test
  void h264ModeZeroIsNalUnitsOnly() throws Exception {
    FilmInfo.Video video =
        new FilmInfo.Video(
            Codec.H264, "profile-level-id=42e01f", 64, 64, 25, 0, 900, RandomUnits.H264_SETS);
    byte[] data = HexFormat.of().parseHex("00000003658811");
    AccessUnit unit = new AccessUnit(Track.VIDEO, 0, true, data);
    assertThat(Payloads.wire(Payloader.of(video, 0).packetise(unit)))
        .extracting(p -> HexFormat.of().formatHex(p))
        .containsExactly("6742e01f010203", "68090807", "658811");
    byte[] large = new byte[1200];
    large[2] = (byte) (1196 >> 8);
    large[3] = (byte) 1196;
    large[4] = 0x41;
    assertThatThrownBy(
            () -> Payloader.of(video, 0).packetise(new AccessUnit(Track.VIDEO, 0, false, large)))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("1196 bytes")
        .hasMessageContaining("packetization-mode 0");
  }

  private static PacketisedUnit unit(Codec codec, boolean sync, String data)
      throws PayloadException {
    return RandomUnits.payloader(codec)
        .packetise(new AccessUnit(Track.VIDEO, 0, sync, HexFormat.of().parseHex(data)));
  }

  private static List<String> hex(Codec codec, boolean sync, String data) throws PayloadException {
    return Payloads.wire(unit(codec, sync, data)).stream()
        .map(p -> HexFormat.of().formatHex(p))
        .toList();
  }
}
