/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.Test;

class H264PayloaderTest {
  private static final byte[] SPS = {0x67, 1, 2, 3};
  private static final byte[] PPS = {0x68, 4};
  private final H264Payloader payloader =
      new H264Payloader(List.of(SPS, PPS), 1, PacketisedUnit.MAX_PAYLOAD);

  @Test
  void idrComesBehindOneStapAWithTheFilmsParameterSets() throws Exception {
    List<byte[]> packets = packetise(unit(nal(0x65, 20)));
    assertThat(packets).hasSize(2);
    assertThat(packets.get(0)).containsExactly(0x78, 0, 4, 0x67, 1, 2, 3, 0, 2, 0x68, 4);
    assertThat(packets.get(1)).hasSize(20).startsWith(0x65);
  }

  @Test
  void parameterSetsInTheStreamReplaceTheFilms() throws Exception {
    List<byte[]> packets =
        packetise(unit(new byte[] {0x67, 7}, new byte[] {0x68, 8}, nal(0x65, 20)));
    assertThat(packets).hasSize(2);
    assertThat(packets.get(0)).containsExactly(0x78, 0, 2, 0x67, 7, 0, 2, 0x68, 8);
  }

  @Test
  void otherPicturesComeAlone() throws Exception {
    assertThat(packetise(unit(nal(0x41, 20)))).hasSize(1);
  }

  @Test
  void fragmentsAreEqualSizedExceptTheLast() throws Exception {
    List<byte[]> packets = packetise(unit(nal(0x41, 4000)));
    assertThat(packets)
        .extracting(p -> p.length)
        .containsExactly(1002, 1002, 1002, 3999 - 3 * 1000 + 2);
    assertThat(packets).allSatisfy(p -> assertThat(p[0]).isEqualTo((byte) 0x5C));
    assertThat(packets)
        .extracting(p -> p[1])
        .containsExactly((byte) 0x81, (byte) 1, (byte) 1, (byte) 0x41);
  }

  @Test
  void aNalUnitOfTheMaximumIsNotFragmented() throws Exception {
    assertThat(packetise(unit(nal(0x41, 1150)))).hasSize(1);
    assertThat(packetise(unit(nal(0x41, 1151)))).hasSize(2);
  }

  @Test
  void delimitersAloneAreNoPicture() {
    assertThatThrownBy(() -> packetise(unit(new byte[] {9, 0x10})))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void aLengthBeyondTheUnitIsRefused() {
    assertThatThrownBy(() -> packetise(new byte[] {0, 0, 0, 3, 0x41, 1}))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("NAL unit of 3 bytes");
    assertThatThrownBy(() -> packetise(new byte[] {0, 0, 0, 1, 0x41, 0}))
        .hasMessageContaining("within a NAL unit's length");
  }

  @Test
  void opusIsOnePacketWithoutMarker() throws Exception {
    PacketisedUnit unit =
        new OpusPayloader().packetise(new AccessUnit(Track.AUDIO, 0, true, new byte[200]));
    assertThat(unit.packets()).isEqualTo(1);
    assertThat(unit.length(0)).isEqualTo(200);
    assertThat(unit.marker(0)).isFalse();
    assertThatThrownBy(
            () -> new OpusPayloader().packetise(new AccessUnit(Track.AUDIO, 0, true, new byte[0])))
        .isInstanceOf(PayloadException.class);
  }

  private List<byte[]> packetise(byte[] unit) throws PayloadException {
    return Payloads.wire(payloader.packetise(new AccessUnit(Track.VIDEO, 0, false, unit)));
  }

  private static byte[] nal(int header, int size) {
    byte[] nal = new byte[size];
    nal[0] = (byte) header;
    return nal;
  }

  private static byte[] unit(byte[]... nals) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    for (byte[] nal : nals) {
      out.writeBytes(new byte[] {0, 0, (byte) (nal.length >>> 8), (byte) nal.length});
      out.writeBytes(nal);
    }
    return out.toByteArray();
  }
}
