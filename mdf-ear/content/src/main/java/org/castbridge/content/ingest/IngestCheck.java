/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.castbridge.content.ContentException;
import org.castbridge.content.NalUnits;
import org.castbridge.content.ingest.IngestRefusal.Problem;
import org.castbridge.content.ingest.IngestRefusal.Reason;
import org.castbridge.content.ingest.IngestRefusal.Remedy;
import org.castbridge.content.mp4.AvcConfig;
import org.castbridge.content.mp4.MappedFile;
import org.castbridge.content.mp4.Mp4Movie;
import org.castbridge.content.mp4.Mp4Reader;
import org.castbridge.content.mp4.Mp4Track;
import org.castbridge.content.mp4.OpusConfig;
import org.castbridge.content.mp4.SampleTable;

/**
 * The content contract: what a browser plays untouched. H.264 without B-frames or VP8, with Opus in
 * one or two channels or no sound; a key frame at least every two seconds, because a seek and a
 * viewer who lost packets wait for the next one. Every picture is looked at, not only the tables.
 */
public final class IngestCheck {
  /** Longest time between key frames, microseconds, with a frame's tolerance. */
  static final long MAX_KEY_FRAME_GAP_US = 2_050_000;

  /** Constrained baseline, main, extended, high: all with 8 bits and 4:2:0 (H.264 annex A). */
  private static final Set<Integer> PROFILES = Set.of(66, 77, 88, 100);

  private final MappedFile file;
  private final List<Problem> problems = new ArrayList<>();

  private IngestCheck(MappedFile file) {
    this.file = file;
  }

  /**
   * @return the problems, empty if the file can go into the store as it is
   * @throws IOException if it cannot be read at all
   */
  public static List<Problem> check(Path path) throws IOException {
    return check(MappedFile.open(path));
  }

  static List<Problem> check(MappedFile file) {
    IngestCheck check = new IngestCheck(file);
    try {
      check.movie(Mp4Reader.read(file));
    } catch (ContentException e) {
      if (e.getMessage().contains("not an MP4 file")) {
        check.add(Reason.CONTAINER, "the file is not MP4", Remedy.ENCODE_BOTH);
      } else {
        check.add(Reason.DAMAGED, "the file is damaged: " + e.getMessage(), Remedy.NONE);
      }
    }
    return List.copyOf(check.problems);
  }

  private void add(Reason reason, String message, Remedy remedy) {
    problems.add(new Problem(reason, message, remedy));
  }

  private void movie(Mp4Movie movie) throws ContentException {
    if (movie.video().isEmpty()) {
      add(Reason.NO_PICTURE, "the file has no picture", Remedy.NONE);
      return;
    }
    Mp4Track video = movie.video().get();
    picture(video);
    edits(video);
    if (movie.audio().isPresent()) {
      sound(movie.audio().get());
      edits(movie.audio().get());
    }
  }

  private void picture(Mp4Track track) throws ContentException {
    String format = track.entry().format();
    if (track.samples().count() == 0) {
      add(Reason.NO_PICTURE, "the picture track is empty", Remedy.NONE);
      return;
    }
    if (track.entry().entries() > 1) {
      add(Reason.PICTURE_CODEC, "the picture changes its format half way", Remedy.ENCODE_PICTURE);
      return;
    }
    switch (format) {
      case "avc1", "avc3" -> h264(track);
      case "vp08" -> vp8(track);
      default ->
          add(
              Reason.PICTURE_CODEC,
              "the picture is " + name(format) + "; H.264 or VP8 is needed",
              Remedy.ENCODE_PICTURE);
    }
  }

  private void h264(Mp4Track track) throws ContentException {
    AvcConfig avc = track.entry().avc();
    if (!PROFILES.contains(avc.profile())) {
      add(
          Reason.PICTURE_PROFILE,
          "H.264 profile " + avc.profile() + " is not decoded by browsers (8 bits, 4:2:0 are)",
          Remedy.ENCODE_PICTURE);
    }
    order(track);
    keyFrames(track, sample -> NalUnits.types(sample, avc.lengthSize()).contains(NalUnits.IDR));
  }

  private void vp8(Mp4Track track) throws ContentException {
    order(track);
    keyFrames(track, sample -> (sample[0] & 1) == 0); // RFC 6386 section 9.1
  }

  private interface KeyFrameTest {
    boolean isKeyFrame(byte[] sample) throws ContentException;
  }

  /** B-frames show themselves as pictures shown before one that is stored earlier. */
  private void order(Mp4Track track) {
    SampleTable samples = track.samples();
    for (int i = 1; i < samples.count(); i++) {
      if (samples.compositionTime(i) <= samples.compositionTime(i - 1)) {
        add(
            Reason.REORDERED,
            String.format(
                Locale.ROOT,
                "the pictures are not stored in the order they are shown (B-frames, first at %.2f s),"
                    + " which browsers do not play over WebRTC",
                track.presentationUs(i) / 1e6),
            Remedy.ENCODE_PICTURE);
        return;
      }
    }
  }

  private void keyFrames(Mp4Track track, KeyFrameTest test) throws ContentException {
    SampleTable samples = track.samples();
    long lastKey = track.presentationUs(0);
    long widest = 0;
    long widestAt = 0;
    for (int i = 0; i < samples.count(); i++) {
      byte[] sample = new byte[samples.size(i)];
      file.read(samples.offset(i), sample, 0, sample.length);
      boolean isKey = key(track, i, sample, test);
      if (i == 0 && !isKey) {
        add(Reason.KEY_FRAMES, "the first picture is no key frame", Remedy.ENCODE_PICTURE);
        return;
      }
      if (samples.sync(i) && !isKey) {
        add(
            Reason.KEY_FRAMES,
            "picture " + i + " is marked as a key frame and is none",
            Remedy.ENCODE_PICTURE);
        return;
      }
      long time = i + 1 < samples.count() ? track.presentationUs(i) : track.endUs();
      if (time - lastKey > widest) {
        widest = time - lastKey;
        widestAt = lastKey;
      }
      if (samples.sync(i)) {
        lastKey = track.presentationUs(i);
      }
    }
    if (widest > MAX_KEY_FRAME_GAP_US) {
      add(
          Reason.KEY_FRAMES,
          String.format(
              Locale.ROOT,
              "%.1f s without a key frame from %.1f s on; one at least every 2 s is needed",
              widest / 1e6,
              widestAt / 1e6),
          Remedy.ENCODE_PICTURE);
    }
  }

  private static boolean key(Mp4Track track, int index, byte[] sample, KeyFrameTest test)
      throws ContentException {
    try {
      return test.isKeyFrame(sample);
    } catch (ContentException e) {
      throw new ContentException(
          track.path(),
          track.samples().offset(index) + e.offset(),
          "picture " + index + " is broken: " + e.getMessage());
    }
  }

  private void sound(Mp4Track track) {
    OpusConfig opus = track.entry().opus();
    if (opus == null) {
      add(
          Reason.SOUND_CODEC,
          "the sound is " + name(track.entry().format()) + "; browsers take Opus only",
          Remedy.ENCODE_SOUND);
    } else if (opus.channels() > 2 || opus.mappingFamily() != 0) {
      add(
          Reason.SOUND_CHANNELS,
          "the sound has " + opus.channels() + " channels; two is what WebRTC carries",
          Remedy.ENCODE_SOUND);
    } else if (track.samples().count() == 0) {
      add(Reason.SOUND_CODEC, "the sound track is empty", Remedy.ENCODE_SOUND);
    }
  }

  private void edits(Mp4Track track) {
    boolean hides =
        track.isVideo()
            && track.samples().count() > 0
            && problems.stream().noneMatch(problem -> problem.reason() == Reason.REORDERED)
            && track.presentationUs(0) < 0;
    if (!track.edits().straight() || hides) {
      add(
          Reason.EDITS,
          "the "
              + (track.isVideo() ? "picture" : "sound")
              + " track is edited: parts are hidden or repeated",
          track.isVideo() ? Remedy.ENCODE_PICTURE : Remedy.ENCODE_SOUND);
    }
  }

  private static String name(String format) {
    return switch (format) {
      case "hvc1", "hev1" -> "H.265 (" + format + ")";
      case "vp09" -> "VP9 (vp09)";
      case "av01" -> "AV1 (av01)";
      case "mp4v" -> "MPEG-4 part 2 (mp4v)";
      case "mp4a" -> "AAC (mp4a)";
      case "ac-3" -> "AC-3 (ac-3)";
      case "ec-3" -> "E-AC-3 (ec-3)";
      case "encv", "enca" -> "encrypted (" + format + ")";
      default -> format.replaceAll("[^ -~]", "?");
    };
  }
}
