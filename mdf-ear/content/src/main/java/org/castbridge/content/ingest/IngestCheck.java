/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.castbridge.content.ContentException;
import org.castbridge.content.NalUnits;
import org.castbridge.content.container.Av1Units;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.Movie;
import org.castbridge.content.container.MovieReader;
import org.castbridge.content.container.MovieTrack;
import org.castbridge.content.container.OpusConfig;
import org.castbridge.content.container.SampleEntry;
import org.castbridge.content.container.SampleTable;
import org.castbridge.content.container.VpConfig;
import org.castbridge.content.ingest.IngestRefusal.Problem;
import org.castbridge.content.ingest.IngestRefusal.Reason;
import org.castbridge.content.ingest.IngestRefusal.Remedy;
import org.castbridge.content.ingest.IngestRequest.Profile;
import org.castbridge.content.webm.WebmReader;
import org.castbridge.media.film.Codec;

/**
 * The content contract: what a browser plays untouched, in MP4 or WebM. H.264 or H.265 without
 * B-frames, VP8, VP9 or AV1, with Opus in one or two channels, in any number of languages, or no
 * sound; a key frame at least every two seconds, because a seek and a viewer who lost packets wait
 * for the next one, and every one of them a place where decoding can start (closed groups of
 * pictures). Every picture is looked at, not only the tables.
 */
public final class IngestCheck {
  /** Longest time between key frames, microseconds, with a frame's tolerance. */
  static final long MAX_KEY_FRAME_GAP_US = 2_050_000;

  private final MappedFile file;
  private final boolean soundOnly;
  private final Profile profile;
  private final List<Problem> problems = new ArrayList<>();
  private Movie movie;
  private int maxNal;

  /**
   * What was found out.
   *
   * @param problems empty if the file can go into the store as it is
   * @param movie null if it could not be read
   * @param webm true if the container is WebM
   * @param maxNal bytes of the largest NAL unit, 0 if the codec has none
   */
  record Result(List<Problem> problems, Movie movie, int maxNal, boolean webm) {
    boolean vp8() {
      return movie != null
          && movie.video().map(track -> track.entry().codec() == Codec.VP8).orElse(false);
    }
  }

  private IngestCheck(MappedFile file, boolean soundOnly, Profile profile) {
    this.file = file;
    this.soundOnly = soundOnly;
    this.profile = profile;
  }

  /**
   * @return the problems, empty if the file can go into the store as it is
   * @throws IOException if it cannot be read at all
   */
  public static List<Problem> check(Path path) throws IOException {
    return check(MappedFile.open(path));
  }

  public static List<Problem> check(MappedFile file) {
    return examine(file, false, Profile.AS_NEEDED).problems();
  }

  /**
   * @param soundOnly true if the file is taken for its sound
   * @param profile what the picture has to be
   */
  static Result examine(Path path, boolean soundOnly, Profile profile) throws IOException {
    return examine(MappedFile.open(path), soundOnly, profile);
  }

  static Result examine(MappedFile file, boolean soundOnly, Profile profile) {
    IngestCheck check = new IngestCheck(file, soundOnly, profile);
    boolean webm = false;
    try {
      webm = WebmReader.recognises(file);
      check.movie(MovieReader.read(file));
    } catch (ContentException e) {
      if (e.getMessage().contains("not an MP4 file")) {
        check.add(Reason.CONTAINER, "the file is neither MP4 nor WebM", Remedy.ENCODE_BOTH);
      } else if (e.getMessage().contains("(lacing)")) {
        check.add(Reason.CONTAINER, "the file has " + e.getMessage(), Remedy.REMUX);
      } else {
        check.add(Reason.DAMAGED, "the file is damaged: " + e.getMessage(), Remedy.NONE);
      }
    }
    return new Result(List.copyOf(check.problems), check.movie, check.maxNal, webm);
  }

  private void add(Reason reason, String message, Remedy remedy) {
    problems.add(new Problem(reason, message, remedy));
  }

  private void movie(Movie read) throws ContentException {
    movie = read;
    if (soundOnly ? movie.audios().isEmpty() : movie.videos().isEmpty()) {
      add(Reason.NO_PICTURE, "the file has no " + (soundOnly ? "sound" : "picture"), Remedy.NONE);
      return;
    }
    if (!soundOnly) {
      MovieTrack video = movie.videos().get(0);
      picture(video);
      edits(video);
    }
    for (MovieTrack audio : movie.audios()) {
      sound(audio);
      edits(audio);
    }
  }

  private void picture(MovieTrack track) throws ContentException {
    if (track.samples().count() == 0) {
      add(Reason.NO_PICTURE, "the picture track is empty", Remedy.NONE);
      return;
    }
    if (track.entry().entries() > 1) {
      add(Reason.PICTURE_CODEC, "the picture changes its format half way", Remedy.ENCODE_PICTURE);
      return;
    }
    if (track.entry().codec() == null) {
      add(
          Reason.PICTURE_CODEC,
          "the picture is "
              + name(track.entry().format())
              + "; H.264, H.265, VP8, VP9 or AV1 is needed",
          Remedy.ENCODE_PICTURE);
      return;
    }
    if (profile != Profile.AS_NEEDED && !profile.name().equals(track.entry().codec().name())) {
      add(
          Reason.PICTURE_CODEC,
          "the picture is " + track.entry().codec() + " and " + profile + " was asked for",
          Remedy.ENCODE_PICTURE);
    }
    if (!track.entry().config().plain()) {
      add(
          Reason.PICTURE_PROFILE,
          track.entry().codec()
              + " with "
              + track.entry().config().profile()
              + " is not decoded by browsers (8 bits, 4:2:0 are)",
          Remedy.ENCODE_PICTURE);
    }
    order(track);
    keyFrames(track, keyFrameTest(track.entry()));
  }

  private KeyFrameTest keyFrameTest(SampleEntry entry) {
    return switch (entry.codec()) {
      case H264 -> sample -> hasNal(sample, entry.lengthSize(), 0, 31, NalUnits.IDR, NalUnits.IDR);
      case H265 ->
          sample -> hasNal(sample, entry.lengthSize(), 1, 63, NalUnits.BLA_W_LP, NalUnits.CRA_NUT);
      case VP8 -> sample -> (sample[0] & 1) == 0; // RFC 6386 section 9.1
      case VP9 -> VpConfig::isVp9KeyFrame;
      default -> Av1Units::isKeyFrame;
    };
  }

  /** True if one of the sample's NAL units is of a type from first to last. */
  private boolean hasNal(byte[] sample, int lengthSize, int shift, int mask, int first, int last)
      throws ContentException {
    boolean found = false;
    for (NalUnits.Unit unit : NalUnits.units(sample, lengthSize)) {
      int type = sample[unit.at()] >> shift & mask;
      found |= type >= first && type <= last;
      maxNal = Math.max(maxNal, unit.length());
    }
    return found;
  }

  private interface KeyFrameTest {
    boolean isKeyFrame(byte[] sample) throws ContentException;
  }

  /** B-frames show themselves as pictures shown before one that is stored earlier. */
  private void order(MovieTrack track) {
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

  private void keyFrames(MovieTrack track, KeyFrameTest test) throws ContentException {
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

  private static boolean key(MovieTrack track, int index, byte[] sample, KeyFrameTest test)
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

  private void sound(MovieTrack track) {
    OpusConfig opus = track.entry().opus();
    if (opus == null) {
      add(
          Reason.SOUND_CODEC,
          "the sound is " + name(track.entry().format()) + "; browsers take Opus only",
          Remedy.ENCODE_SOUND);
    } else if (!opus.plain()) {
      add(
          Reason.SOUND_CHANNELS,
          "the sound has " + opus.channels() + " channels; two is what WebRTC carries",
          Remedy.ENCODE_SOUND);
    } else if (track.samples().count() == 0) {
      add(Reason.SOUND_CODEC, "the sound track is empty", Remedy.ENCODE_SOUND);
    }
  }

  private void edits(MovieTrack track) {
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
      case "V_THEORA" -> "Theora (V_THEORA)";
      case "A_VORBIS" -> "Vorbis (A_VORBIS)";
      case "A_AAC" -> "AAC (A_AAC)";
      case "mp4v" -> "MPEG-4 part 2 (mp4v)";
      case "mp4a" -> "AAC (mp4a)";
      case "ac-3" -> "AC-3 (ac-3)";
      case "ec-3" -> "E-AC-3 (ec-3)";
      case "encv", "enca" -> "encrypted (" + format + ")";
      default -> format.replaceAll("[^ -~]", "?");
    };
  }
}
