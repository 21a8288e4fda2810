/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.castbridge.content.container.Av1Config;
import org.castbridge.content.container.AvcConfig;
import org.castbridge.content.container.HevcConfig;
import org.castbridge.content.container.OpusConfig;
import org.castbridge.content.container.SampleEntry;
import org.castbridge.content.container.VpConfig;

/** Sample entries of the formats {@link Mp4Writer} and {@link FragmentWriter} write. */
final class SampleEntryWriter {
  private static final int DEFAULT_VP_LEVEL = 31;

  private SampleEntryWriter() {}

  static void write(BoxWriter stsd, SampleEntry entry) {
    if (entry.config() == null) {
      throw new IllegalArgumentException("no writer for " + entry.format());
    }
    if (entry.config() instanceof OpusConfig opus) {
      stsd.box("Opus", box -> opus(box, opus));
    } else {
      stsd.box(entry.format(), box -> video(box, entry));
    }
  }

  /** VisualSampleEntry (ISO/IEC 14496-12 section 12.1.3) with its codec's configuration. */
  private static void video(BoxWriter box, SampleEntry entry) {
    byte[] name = "Castbridge".getBytes(StandardCharsets.US_ASCII);
    box.zeros(6).u16(1).zeros(16).u16(entry.width()).u16(entry.height());
    box.u32(0x480000).u32(0x480000).zeros(4).u16(1);
    box.u8(name.length).bytes(Arrays.copyOf(name, 31)).u16(24).u16(0xffff);
    if (entry.config() instanceof AvcConfig avc) {
      box.box("avcC", avcC -> avcC(avcC, avc));
    } else if (entry.config() instanceof HevcConfig hevc) {
      box.box("hvcC", hvcC -> hvcC.bytes(hevc.record()));
    } else if (entry.config() instanceof Av1Config av1) {
      box.box("av1C", av1C -> av1C.bytes(av1.record()));
    } else if (entry.config() instanceof VpConfig vp) {
      vpcC(box, vp);
    }
  }

  /** ISO/IEC 14496-15 section 5.3.3.1; lengths of four bytes. */
  private static void avcC(BoxWriter avcC, AvcConfig avc) {
    List<byte[]> sps = avc.parameterSets().stream().filter(set -> (set[0] & 31) == 7).toList();
    List<byte[]> pps = avc.parameterSets().stream().filter(set -> (set[0] & 31) == 8).toList();
    avcC.u8(1).u8(avc.profileIdc()).u8(avc.constraints()).u8(avc.level());
    avcC.u8(0xfc | avc.lengthSize() - 1);
    avcC.u8(0xe0 | sps.size());
    sps.forEach(set -> avcC.u16(set.length).bytes(set));
    avcC.u8(pps.size());
    pps.forEach(set -> avcC.u16(set.length).bytes(set));
    if (avc.profileIdc() == 100) {
      avcC.u8(0xfd).u8(0xf8).u8(0xf8).u8(0); // high: 4:2:0, 8 bits each, no SPS extensions
    }
  }

  /** VP Codec ISO Media File Format Binding 1.0. */
  private static void vpcC(BoxWriter box, VpConfig vp) {
    int level = vp.level() == 0 ? DEFAULT_VP_LEVEL : vp.level();
    box.fullBox(
        "vpcC",
        1 << 24, // version 1
        // 4:2:0 colocated, colours unspecified, no initialization data
        vpcC ->
            vpcC.u8(vp.profileNumber())
                .u8(level)
                .u8(vp.bitDepth() << 4 | 1 << 1)
                .u8(2)
                .u8(2)
                .u8(2)
                .u16(0));
  }

  /** AudioSampleEntry with dOps (Encapsulation of Opus in ISO Base Media File Format, 4.3). */
  private static void opus(BoxWriter box, OpusConfig opus) {
    box.zeros(6).u16(1).zeros(8).u16(opus.channels()).u16(16).zeros(4).u32(48_000L << 16);
    byte[] preSkip = ByteBuffer.allocate(2).putShort((short) opus.preSkip()).array();
    box.box("dOps", dOps -> dOps.u8(0).u8(opus.channels()).bytes(preSkip).u32(48_000).u16(0).u8(0));
  }
}
