/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.webm;

import org.castbridge.content.ContentException;
import org.castbridge.content.container.Av1Config;
import org.castbridge.content.container.AvcConfig;
import org.castbridge.content.container.CodecConfig;
import org.castbridge.content.container.EditList;
import org.castbridge.content.container.HevcConfig;
import org.castbridge.content.container.Language;
import org.castbridge.content.container.MovieTrack;
import org.castbridge.content.container.OpusConfig;
import org.castbridge.content.container.SampleEntry;
import org.castbridge.content.container.SampleTable;
import org.castbridge.content.container.VpConfig;

/** One TrackEntry (RFC 9559 section 5.1.4.1), and the samples found for it. */
final class WebmTrack {
  private static final int TRACK_NUMBER = 0xD7;
  private static final int TRACK_TYPE = 0x83;
  private static final int CODEC_ID = 0x86;
  private static final int CODEC_PRIVATE = 0x63A2;
  private static final int LANGUAGE = 0x22B59C;
  private static final int LANGUAGE_BCP47 = 0x22B59D;
  private static final int DEFAULT_DURATION = 0x23E383;
  private static final int CONTENT_ENCODINGS = 0x6D80;
  private static final int VIDEO = 0xE0;
  private static final int AUDIO = 0xE1;
  private static final int PIXEL_WIDTH = 0xB0;
  private static final int PIXEL_HEIGHT = 0xBA;
  private static final int CHANNELS = 0x9F;

  private static final int TYPE_VIDEO = 1;
  private static final int TYPE_AUDIO = 2;
  private static final long NANOS_PER_MICRO = 1000;
  private static final long MAX_SAMPLE_US = 60_000_000;

  /** Frames to look at for what a VP9 or AV1 file without configuration is. */
  private static final int MAX_FRAME = 1 << 24;

  private final SampleTable samples = new SampleTable(64);
  private long number;
  private long type;
  private String codec = "";
  private byte[] configuration = new byte[0];
  private String language = "en"; // the default, RFC 9559 section 5.1.4.1.19
  private boolean tagged;
  private long durationUs;
  private long width;
  private long height;
  private long channels = 1;

  WebmTrack(EbmlElement entry) throws ContentException {
    for (long at = entry.body(); at < entry.end(); ) {
      EbmlElement child = EbmlElement.at(entry.file(), at, entry.end());
      field(child);
      at = child.end();
    }
  }

  private void field(EbmlElement field) throws ContentException {
    switch (field.id()) {
      case TRACK_NUMBER -> number = field.unsigned();
      case TRACK_TYPE -> type = field.unsigned();
      case CODEC_ID -> codec = field.text();
      case CODEC_PRIVATE -> configuration = field.bytes();
      case DEFAULT_DURATION ->
          durationUs = Math.min(MAX_SAMPLE_US, field.unsigned() / NANOS_PER_MICRO);
      case CONTENT_ENCODINGS -> throw field.error("the track is compressed or encrypted");
      case LANGUAGE -> language = tagged ? language : Language.ofCode(field.text());
      case LANGUAGE_BCP47 -> {
        String tag = field.text();
        language = Language.isTag(tag) && !tag.equals("und") ? tag : null;
        tagged = true;
      }
      case VIDEO, AUDIO -> {
        for (long at = field.body(); at < field.end(); ) {
          EbmlElement child = EbmlElement.at(field.file(), at, field.end());
          switch (child.id()) {
            case PIXEL_WIDTH -> width = child.unsigned();
            case PIXEL_HEIGHT -> height = child.unsigned();
            case CHANNELS -> channels = child.unsigned();
            default -> {} // sampling rates, colours
          }
          at = child.end();
        }
      }
      default -> {} // names, flags, and what is not needed
    }
  }

  long number() {
    return number;
  }

  boolean isPlayable() {
    return type == TYPE_VIDEO || type == TYPE_AUDIO;
  }

  SampleTable samples() {
    return samples;
  }

  /**
   * @param lengthUs of the block, 0 if it does not say
   */
  void add(long offset, int size, long timeUs, long lengthUs, boolean sync) {
    long last = samples.count() == 0 ? -1 : samples.decodeTime(samples.count() - 1);
    if (lengthUs == 0 && durationUs == 0 && last >= 0) {
      lengthUs = Math.min(MAX_SAMPLE_US, Math.max(0, timeUs - last));
    }
    samples.add(offset, size, timeUs, 0, sync || type == TYPE_AUDIO);
    long end = timeUs + Math.min(MAX_SAMPLE_US, lengthUs > 0 ? lengthUs : durationUs);
    samples.setEnd(Math.max(samples.end(), end));
  }

  MovieTrack finish(EbmlElement segment) throws ContentException {
    boolean video = type == TYPE_VIDEO;
    if (width > 1 << 16 || height > 1 << 16 || channels > 255) {
      throw segment.error("track " + number + " of " + width + "x" + height + ", " + channels);
    }
    return new MovieTrack(
        number,
        "track " + number,
        video ? "vide" : "soun",
        1_000_000,
        EditList.NONE,
        language,
        new SampleEntry(
            format(), (int) width, (int) height, video ? 0 : (int) channels, config(segment), 1),
        samples);
  }

  private String format() {
    return switch (codec) {
      case "V_VP8" -> "vp08";
      case "V_VP9" -> "vp09";
      case "V_AV1" -> "av01";
      case "V_MPEG4/ISO/AVC" -> "avc1";
      case "V_MPEGH/ISO/HEVC" -> "hvc1";
      case "A_OPUS" -> "Opus";
      default -> codec.replaceAll("[^ -~]", "?");
    };
  }

  private CodecConfig config(EbmlElement segment) throws ContentException {
    return switch (codec) {
      case "V_VP8" -> VpConfig.VP8;
      case "V_VP9" -> VpConfig.ofFrame(firstSample(segment));
      case "V_AV1" ->
          configuration.length > 0
              ? Av1Config.parse(configuration)
              : Av1Config.ofUnit(firstSample(segment));
      case "V_MPEG4/ISO/AVC" -> AvcConfig.parse(configuration);
      case "V_MPEGH/ISO/HEVC" -> HevcConfig.parse(configuration);
      case "A_OPUS" -> OpusConfig.parseHead(configuration);
      default -> null;
    };
  }

  private byte[] firstSample(EbmlElement segment) throws ContentException {
    if (samples.count() == 0 || samples.size(0) > MAX_FRAME) {
      return new byte[0];
    }
    byte[] sample = new byte[samples.size(0)];
    segment.file().read(samples.offset(0), sample, 0, sample.length);
    return sample;
  }
}
