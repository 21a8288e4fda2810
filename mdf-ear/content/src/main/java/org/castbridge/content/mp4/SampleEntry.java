/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import org.castbridge.content.ContentException;

/**
 * What the samples of a track are (stsd, ISO/IEC 14496-12 section 8.5.2): the first entry; {@code
 * entries} says how many there are.
 *
 * @param format the entry's type, such as avc1, vp08, Opus, mp4a
 * @param width pixels, 0 for audio
 * @param channels 0 for video
 * @param avc null unless avc1 or avc3
 * @param opus null unless Opus
 */
public record SampleEntry(
    String format,
    int width,
    int height,
    int channels,
    AvcConfig avc,
    OpusConfig opus,
    int entries) {

  /** Bytes of a SampleEntry before its own fields, and of the visual and audio kinds behind it. */
  private static final int RESERVED = 8;

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
      default -> new SampleEntry(entry.type(), 0, 0, 0, null, null, entries);
    };
  }

  private static SampleEntry video(Box entry, int entries) throws ContentException {
    BoxFields fields = entry.fields();
    fields.skip(RESERVED + VISUAL_BEFORE_SIZE);
    int width = fields.u16();
    int height = fields.u16();
    fields.skip(VISUAL_AFTER_SIZE);
    AvcConfig avc = null;
    if (entry.type().equals("avc1") || entry.type().equals("avc3")) {
      Box avcC = new Boxes(entry.file(), entry.path(), fields.position(), entry.end()).find("avcC");
      if (avcC == null) {
        throw entry.error("no avcC box");
      }
      avc = AvcConfig.read(avcC);
    }
    return new SampleEntry(entry.type(), width, height, 0, avc, null, entries);
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
      Box dOps = new Boxes(entry.file(), entry.path(), fields.position(), entry.end()).find("dOps");
      if (dOps == null) {
        throw entry.error("no dOps box");
      }
      opus = OpusConfig.read(dOps);
      channels = opus.channels();
    }
    return new SampleEntry(entry.type(), 0, 0, channels, null, opus, entries);
  }
}
