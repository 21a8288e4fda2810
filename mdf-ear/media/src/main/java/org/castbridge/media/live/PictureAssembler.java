/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;

/**
 * Makes access units of the NAL units of an H.264 or H.265 stream, and keeps its parameter sets.
 * For one thread; memory is bounded by {@link #MAX_PICTURE}.
 */
public final class PictureAssembler {
  /** Larger pictures are none: 4 MB is half a second of 64 Mbit/s. */
  static final int MAX_PICTURE = 4 << 20;

  /** A stream has a handful of parameter sets; more than that is an attack on our memory. */
  private static final int MAX_PARAMETER_SETS = 32;

  private static final double USUAL_FRAME_RATE = 25;

  private final Codec codec;
  private final NalSyntax syntax;
  private final SourceSink sink;
  private final TreeMap<Integer, byte[]> parameterSets = new TreeMap<>();
  private final ByteArrayOutputStream picture = new ByteArrayOutputStream(1 << 16);
  private long ptsUs;
  private boolean sync;
  private boolean slices;
  private boolean tooLarge;
  private boolean changed;
  private boolean announced;
  private boolean sequenceSeen;
  private double frameRate = USUAL_FRAME_RATE;
  private long incomplete;

  public PictureAssembler(Codec codec, SourceSink sink) {
    this.codec = codec;
    this.syntax = NalSyntax.of(codec);
    this.sink = sink;
  }

  /**
   * Takes a run of whole pictures as a byte stream.
   *
   * @param ptsUs of the first; further ones follow at the stream's frame rate
   */
  public void handle(byte[] b, int from, int to, long ptsUs) {
    this.ptsUs = ptsUs;
    AnnexB.split(b, from, to, this::nal);
    finish();
  }

  private void nal(byte[] b, int from, int to) {
    int type = syntax.type(b, from);
    boolean slice = syntax.isSlice(type);
    if (slices && (slice ? syntax.isFirstSlice(b, from, to) : syntax.opensPicture(type))) {
      finish();
      ptsUs += Math.round(1e6 / frameRate);
    }
    if (syntax.isDropped(type)) {
      return;
    }
    int set = syntax.parameterSet(type);
    if (set >= 0) {
      keep(set, Arrays.copyOfRange(b, from, to)); // goes out of the format, not with the picture
      return;
    }
    slices |= slice;
    sync |= slice && syntax.isSync(type);
    append(b, from, to);
  }

  private void append(byte[] b, int from, int to) {
    int length = to - from;
    if (tooLarge || picture.size() + length > MAX_PICTURE) {
      tooLarge = true;
      return;
    }
    picture.write(length >>> 24);
    picture.write(length >>> 16);
    picture.write(length >>> 8);
    picture.write(length);
    picture.write(b, from, length);
  }

  /** Parameter sets in the order they are to be sent, each kind by its id. */
  private void keep(int kind, byte[] nal) {
    int key = kind << 16 | idOf(kind, nal);
    byte[] before = parameterSets.get(key);
    boolean same = before != null && Arrays.equals(before, nal);
    if (kind == 1 && !sequenceSeen) {
      sequenceSeen = true;
      if (!same) { // a new sequence: the picture parameter sets of the old one mean nothing
        parameterSets.tailMap(1 << 16).clear();
      }
    }
    if (same) {
      return;
    }
    if (parameterSets.size() == MAX_PARAMETER_SETS) {
      return;
    }
    parameterSets.put(key, nal);
    changed = true;
  }

  private int idOf(int kind, byte[] nal) {
    if (codec == Codec.H264) {
      // the id of a sequence parameter set stands behind profile, constraints and level
      return new BitReader(nal, kind == 1 ? 4 : 1).ue() & 0xFF;
    }
    // of H.265's sequence parameter sets the first will do: one is all a television channel has
    return switch (kind) {
      case 0 -> nal.length > 2 ? nal[2] >> 4 & 0xF : 0;
      case 1 -> 0;
      default -> new BitReader(nal, 2).ue() & 0xFF;
    };
  }

  private void finish() {
    if (slices && tooLarge) {
      incomplete++;
    } else if (slices) {
      if (sync && changed) {
        announce();
      }
      if (announced) {
        sink.video(new AccessUnit(Track.VIDEO, ptsUs, sync, picture.toByteArray()));
      } else {
        incomplete++; // no parameter sets yet: nobody could decode it
      }
    }
    picture.reset();
    slices = false;
    sync = false;
    sequenceSeen = false;
    tooLarge = false;
  }

  private void announce() {
    Optional<SequenceParameters> parameters =
        parameterSets.subMap(1 << 16, 2 << 16).values().stream()
            .findFirst()
            .flatMap(nal -> SequenceParameters.parse(codec, nal));
    boolean complete = parameterSets.lastEntry() != null && parameterSets.lastKey() >= 2 << 16;
    if (parameters.isEmpty() || !complete) {
      return;
    }
    changed = false;
    announced = true;
    SequenceParameters p = parameters.get();
    frameRate = p.frameRate() > 0 ? p.frameRate() : USUAL_FRAME_RATE;
    List<byte[]> sets = List.copyOf(parameterSets.values());
    sink.videoFormat(
        new FilmInfo.Video(codec, p.profile(), p.width(), p.height(), frameRate, 0, 0, sets));
  }

  /** Pictures left out because they were too large or had no parameter sets. */
  public long incomplete() {
    return incomplete;
  }
}
