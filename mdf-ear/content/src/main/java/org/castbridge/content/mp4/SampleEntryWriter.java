/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Sample entries of the formats {@link Mp4Writer} writes. */
final class SampleEntryWriter {
  private SampleEntryWriter() {}

  static void write(BoxWriter stsd, SampleEntry entry) {
    switch (entry.format()) {
      case "vp08" -> stsd.box("vp08", box -> vp8(box, entry));
      case "Opus" -> stsd.box("Opus", box -> opus(box, entry.opus()));
      default -> throw new IllegalArgumentException("no writer for " + entry.format());
    }
  }

  /** VisualSampleEntry with vpcC (VP Codec ISO Media File Format Binding 1.0). */
  private static void vp8(BoxWriter box, SampleEntry entry) {
    byte[] name = "Castbridge".getBytes(StandardCharsets.US_ASCII);
    box.zeros(6).u16(1).zeros(16).u16(entry.width()).u16(entry.height());
    box.u32(0x480000).u32(0x480000).zeros(4).u16(1);
    box.u8(name.length).bytes(Arrays.copyOf(name, 31)).u16(24).u16(0xffff);
    box.fullBox(
        "vpcC",
        1 << 24, // version 1
        // profile 0, level 3.1, 8 bit 4:2:0 colocated, colours unspecified, no initialization data
        vpcC -> vpcC.u8(0).u8(31).u8(8 << 4 | 1 << 1).u8(2).u8(2).u8(2).u16(0));
  }

  /** AudioSampleEntry with dOps (Encapsulation of Opus in ISO Base Media File Format, 4.3). */
  private static void opus(BoxWriter box, OpusConfig opus) {
    box.zeros(6).u16(1).zeros(8).u16(opus.channels()).u16(16).zeros(4).u32(48_000L << 16);
    box.box(
        "dOps",
        dOps -> dOps.u8(0).u8(opus.channels()).u16(opus.preSkip()).u32(48_000).u16(0).u8(0));
  }
}
