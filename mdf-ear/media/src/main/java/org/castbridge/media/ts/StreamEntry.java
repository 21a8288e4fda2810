/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ts;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * One elementary stream as the programme map describes it.
 *
 * @param words what it is, for an operator
 * @param channels of Opus: its channel_config_code, with 0 (dual mono) read as 2; 0 for all else
 * @param language BCP 47, null if none is given
 */
record StreamEntry(int pid, Kind kind, String words, int channels, String language) {
  /** What is done with it. */
  enum Kind {
    H264,
    H265,
    OPUS,
    /** A picture no browser plays. */
    OTHER_VIDEO,
    /** Sound no browser plays. */
    OTHER_AUDIO,
    /** Subtitles, teletext, tables. */
    DATA
  }

  private static final int REGISTRATION = 0x05;
  private static final int LANGUAGE = 0x0A;
  private static final int AC3 = 0x6A;
  private static final int EAC3 = 0x7A;
  private static final int DTS = 0x7B;
  private static final int AAC = 0x7C;
  private static final int EXTENSION = 0x7F;
  private static final int OPUS_EXTENSION = 0x80;

  /** ISO 639-2/B codes that differ from ISO 639-3: broadcasters use either (EN 300 468). */
  private static final Map<String, String> BIBLIOGRAPHIC =
      Map.ofEntries(
          Map.entry("alb", "sq"),
          Map.entry("arm", "hy"),
          Map.entry("baq", "eu"),
          Map.entry("chi", "zh"),
          Map.entry("cze", "cs"),
          Map.entry("dut", "nl"),
          Map.entry("fre", "fr"),
          Map.entry("geo", "ka"),
          Map.entry("ger", "de"),
          Map.entry("gre", "el"),
          Map.entry("ice", "is"),
          Map.entry("mac", "mk"),
          Map.entry("may", "ms"),
          Map.entry("per", "fa"),
          Map.entry("rum", "ro"),
          Map.entry("slo", "sk"),
          Map.entry("wel", "cy"));

  /** Reads the descriptors in the given range of the section. */
  static StreamEntry of(int type, int pid, byte[] b, int from, int to) {
    Descriptors d = new Descriptors();
    for (int at = from; at + 2 <= to; ) {
      int next = at + 2 + (b[at + 1] & 0xFF);
      if (next > to) {
        break;
      }
      d.read(b[at] & 0xFF, b, at + 2, next);
      at = next;
    }
    return switch (type) {
      case 0x1B -> new StreamEntry(pid, Kind.H264, "H.264", 0, d.language);
      case 0x24 -> new StreamEntry(pid, Kind.H265, "H.265", 0, d.language);
      case 0x01, 0x02, 0x80 -> new StreamEntry(pid, Kind.OTHER_VIDEO, "MPEG-2 video", 0, null);
      case 0x10 -> new StreamEntry(pid, Kind.OTHER_VIDEO, "MPEG-4 visual", 0, null);
      case 0x33 -> new StreamEntry(pid, Kind.OTHER_VIDEO, "H.266", 0, null);
      case 0x03, 0x04 -> new StreamEntry(pid, Kind.OTHER_AUDIO, "MPEG audio", 0, d.language);
      case 0x0F, 0x11 -> new StreamEntry(pid, Kind.OTHER_AUDIO, "AAC", 0, d.language);
      case 0x81 -> new StreamEntry(pid, Kind.OTHER_AUDIO, "AC-3", 0, d.language);
      case 0x87 -> new StreamEntry(pid, Kind.OTHER_AUDIO, "E-AC-3", 0, d.language);
      case 0x06 -> ofPrivateData(pid, d);
      default -> new StreamEntry(pid, Kind.DATA, "data of type " + type, 0, null);
    };
  }

  private static StreamEntry ofPrivateData(int pid, Descriptors d) {
    if ("Opus".equals(d.registration)) {
      return d.channels == 1 || d.channels == 2
          ? new StreamEntry(pid, Kind.OPUS, "Opus", d.channels, d.language)
          : new StreamEntry(pid, Kind.OTHER_AUDIO, "Opus of more than two channels", 0, d.language);
    }
    if ("HEVC".equals(d.registration)) {
      return new StreamEntry(pid, Kind.H265, "H.265", 0, d.language);
    }
    return d.sound == null
        ? new StreamEntry(pid, Kind.DATA, "private data", 0, d.language)
        : new StreamEntry(pid, Kind.OTHER_AUDIO, d.sound, 0, d.language);
  }

  boolean isAudio() {
    return kind == Kind.OPUS || kind == Kind.OTHER_AUDIO;
  }

  private static final class Descriptors {
    private String registration;
    private String language;
    private String sound;
    private int channels = 2;

    void read(int tag, byte[] b, int from, int to) {
      switch (tag) {
        case REGISTRATION -> registration = text(b, from, Math.min(to, from + 4));
        case LANGUAGE -> language = languageOf(text(b, from, Math.min(to, from + 3)));
        case AC3 -> sound = "AC-3";
        case EAC3 -> sound = "E-AC-3";
        case DTS -> sound = "DTS";
        case AAC -> sound = "AAC";
        case EXTENSION -> {
          if (to - from >= 2 && (b[from] & 0xFF) == OPUS_EXTENSION) {
            int code = b[from + 1] & 0xFF;
            channels = code == 0 ? 2 : code; // 0 is dual mono
          }
        }
        default -> {
          // nothing we need
        }
      }
    }

    private static String text(byte[] b, int from, int to) {
      return new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String languageOf(String code) {
      String lower = code.toLowerCase(Locale.ROOT);
      if (lower.length() != 3
          || lower.equals("und")
          || !lower.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
        return null;
      }
      String two = BIBLIOGRAPHIC.get(lower);
      if (two != null) {
        return two;
      }
      for (String language : Locale.getISOLanguages()) {
        if (Locale.forLanguageTag(language).getISO3Language().equals(lower)) {
          return language;
        }
      }
      return lower;
    }
  }
}
