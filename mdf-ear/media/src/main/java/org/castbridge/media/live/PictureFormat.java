/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import java.util.List;
import java.util.Optional;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;

/** What a key frame, or its parameter sets, tell of the picture. */
public final class PictureFormat {
  private static final double USUAL_FRAME_RATE = 25;

  private PictureFormat() {}

  /**
   * The format of a picture that begins with this key frame.
   *
   * @param parameterSets of H.264 and H.265, in force for it
   * @param data as in {@code AccessUnit.data}
   * @return empty if it cannot be told: broken, or parameter sets are missing
   */
  public static Optional<FilmInfo.Video> of(Codec codec, byte[] data, List<byte[]> parameterSets) {
    Optional<SequenceParameters> read =
        switch (codec) {
          case H264, H265 -> ofSets(codec, parameterSets);
          case VP8 -> vp8(data);
          case VP9 -> vp9(data);
          case AV1 -> Av1Sequence.find(data);
          case OPUS -> Optional.empty();
        };
    return read.map(
        p ->
            new FilmInfo.Video(
                codec,
                p.profile(),
                p.width(),
                p.height(),
                p.frameRate() > 0 ? p.frameRate() : USUAL_FRAME_RATE,
                0,
                0,
                parameterSets));
  }

  private static Optional<SequenceParameters> ofSets(Codec codec, List<byte[]> sets) {
    NalSyntax syntax = NalSyntax.of(codec);
    boolean complete = false;
    byte[] sequence = null;
    for (byte[] nal : sets) {
      int kind = nal.length == 0 ? -1 : syntax.parameterSet(syntax.type(nal, 0));
      complete |= kind == 2;
      sequence = kind == 1 && sequence == null ? nal : sequence;
    }
    return complete && sequence != null
        ? SequenceParameters.parse(codec, sequence)
        : Optional.empty();
  }

  /** RFC 6386 section 9.1: three bytes of frame tag, the start code, 14 bits of each side. */
  private static Optional<SequenceParameters> vp8(byte[] b) {
    if (b.length < 10 || (b[3] & 0xFF) != 0x9D || b[4] != 1 || b[5] != 0x2A) {
      return Optional.empty();
    }
    int width = (b[7] & 0x3F) << 8 | b[6] & 0xFF;
    int height = (b[9] & 0x3F) << 8 | b[8] & 0xFF;
    return sane(new SequenceParameters("", width, height, 0));
  }

  /** VP9 bitstream specification section 6.2: the uncompressed header of a key frame. */
  private static Optional<SequenceParameters> vp9(byte[] b) {
    PlainBits in = new PlainBits(b, 0, b.length);
    if (in.bits(2) != 2) {
      return Optional.empty();
    }
    int profile = in.bits(1) | in.bits(1) << 1;
    if (profile == 3) {
      in.bits(1);
    }
    boolean shownAgain = in.bits(1) == 1;
    boolean key = in.bits(1) == 0;
    in.bits(2); // show_frame, error_resilient_mode
    if (shownAgain || !key || in.bits(24) != 0x498342) {
      return Optional.empty();
    }
    if (profile >= 2) {
      in.bits(1);
    }
    int colours = in.bits(3);
    if (colours != 7) {
      in.bits(1);
      in.bits(profile == 1 || profile == 3 ? 3 : 0);
    } else if (profile == 1 || profile == 3) {
      in.bits(1);
    }
    int width = in.bits(16) + 1;
    int height = in.bits(16) + 1;
    return in.exhausted()
        ? Optional.empty()
        : sane(new SequenceParameters("profile-id=" + profile, width, height, 0));
  }

  private static Optional<SequenceParameters> sane(SequenceParameters p) {
    return p.width() > 0 && p.height() > 0 ? Optional.of(p) : Optional.empty();
  }
}
