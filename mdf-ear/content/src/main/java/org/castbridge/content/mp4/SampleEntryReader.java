/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import org.castbridge.content.ContentException;
import org.castbridge.content.container.Av1Config;
import org.castbridge.content.container.AvcConfig;
import org.castbridge.content.container.CodecConfig;
import org.castbridge.content.container.HevcConfig;
import org.castbridge.content.container.OpusConfig;
import org.castbridge.content.container.SampleEntry;
import org.castbridge.content.container.VpConfig;

/** Reads the sample description of a track (stsd, ISO/IEC 14496-12 section 8.5.2). */
final class SampleEntryReader {
  private SampleEntryReader() {}

  /** Bytes of a SampleEntry before its own fields, and of the visual and audio kinds behind it. */
  private static final int RESERVED = 8;

  /** No configuration is that long. */
  private static final int MAX_RECORD = 1 << 16;

  private static final int VISUAL_BEFORE_SIZE = 16;
  private static final int VISUAL_AFTER_SIZE = 50;

  static SampleEntry read(Box stsd, String handler) throws ContentException {
    BoxFields fields = stsd.fullFields();
    int entries = fields.entryCount(8);
    Box entry = new Boxes(stsd.file(), stsd.path(), fields.position(), stsd.end()).next();
    if (entries == 0 || entry == null) {
      throw stsd.error("no sample entry");
    }
    return switch (handler) {
      case "vide" -> video(entry, entries);
      case "soun" -> audio(entry, entries);
      default -> new SampleEntry(entry.type(), 0, 0, 0, null, entries);
    };
  }

  private static SampleEntry video(Box entry, int entries) throws ContentException {
    BoxFields fields = entry.fields();
    fields.skip(RESERVED + VISUAL_BEFORE_SIZE);
    int width = fields.u16();
    int height = fields.u16();
    fields.skip(VISUAL_AFTER_SIZE);
    Boxes children = new Boxes(entry.file(), entry.path(), fields.position(), entry.end());
    CodecConfig config =
        switch (entry.type()) {
          case "avc1", "avc3" -> AvcConfig.parse(record(entry, children, "avcC"));
          case "hvc1", "hev1" -> HevcConfig.parse(record(entry, children, "hvcC"));
          case "vp08" -> VpConfig.VP8;
          case "vp09" -> VpConfig.parse(record(entry, children, "vpcC"), true);
          case "av01" -> Av1Config.parse(record(entry, children, "av1C"));
          default -> null;
        };
    return new SampleEntry(entry.type(), width, height, 0, config, entries);
  }

  /** A configuration box's contents. */
  private static byte[] record(Box entry, Boxes children, String type) throws ContentException {
    Box box = children.find(type);
    if (box == null) {
      throw entry.error("no " + type + " box");
    }
    if (box.end() - box.body() > MAX_RECORD) {
      throw box.error("a configuration of " + (box.end() - box.body()) + " bytes");
    }
    return box.fields().bytes((int) (box.end() - box.body()));
  }

  private static SampleEntry audio(Box entry, int entries) throws ContentException {
    BoxFields fields = entry.fields();
    fields.skip(RESERVED);
    int version = fields.u16(); // 1 and 2 in QuickTime files, with more fields behind
    fields.skip(6);
    int channels = fields.u16();
    fields.skip(10);
    OpusConfig opus = null;
    if (entry.type().equals("Opus")) {
      if (version != 0) {
        throw entry.error("an Opus entry of version " + version);
      }
      Boxes children = new Boxes(entry.file(), entry.path(), fields.position(), entry.end());
      opus = OpusConfig.parseBox(record(entry, children, "dOps"));
      channels = opus.channels();
    }
    return new SampleEntry(entry.type(), 0, 0, channels, opus, entries);
  }
}
