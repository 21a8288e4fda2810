/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/**
 * Lets through the pictures a browser can show: nothing before the first key frame, nothing between
 * a hole and the next key frame, nothing while the source sends B-frames. For one thread.
 */
public final class PictureGate implements SourceSink {
  /** A step back of more is a restart of the source. */
  private static final long REORDER_US = 2_000_000;

  private static final int STEPS_BACK = 4;
  private static final long WINDOW_NANOS = 2_000_000_000L;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final SourceSink sink;
  private long now;
  private boolean waiting = true;
  private boolean waited;
  private long waitingSince;
  private boolean anyPicture;
  private long lastPtsUs = -1;
  private int stepsBack;
  private long windowStart;
  private long reorderedAt;
  private boolean reordered;
  private boolean keyless;
  private long held;

  public PictureGate(SourceSink sink) {
    this.sink = sink;
  }

  /** Tells the time of what is fed next. */
  public void arrived(long now) {
    this.now = now;
  }

  /** There is a hole in the picture's stream. */
  public void lost() {
    waitForKey();
  }

  private void waitForKey() {
    if (!waiting) {
      waiting = true;
      waited = false;
    }
  }

  /** Whether a key frame is being waited for: the moment to ask an encoder for one. */
  public boolean wantsKeyFrame() {
    return waiting && anyPicture;
  }

  /** Pictures kept back. */
  public long held() {
    return held;
  }

  @Override
  public void video(AccessUnit unit) {
    anyPicture = true;
    watchOrder(unit.ptsUs());
    if (waiting && unit.sync() && !reordered) {
      waiting = false;
      if (keyless) {
        keyless = false;
        sink.problem(SourceProblem.NO_KEY_FRAME, null);
      }
    }
    if (waiting) {
      held++;
      watchPatience();
    } else {
      sink.video(unit);
    }
  }

  private void watchOrder(long ptsUs) {
    long step = ptsUs - lastPtsUs;
    if (lastPtsUs >= 0 && step <= 0 && step > -REORDER_US) {
      if (now - windowStart > WINDOW_NANOS) {
        windowStart = now;
        stepsBack = 0;
      }
      if (++stepsBack >= STEPS_BACK) {
        reorderedAt = now;
        if (!reordered) {
          reordered = true;
          waitForKey();
          sink.problem(
              SourceProblem.B_FRAMES,
              "The picture has B-frames, which browsers cannot show over WebRTC;"
                  + " switch them off in the encoder (ffmpeg: -bf 0, OBS: B-frames 0).");
        }
      }
    }
    lastPtsUs = ptsUs;
    if (reordered && now - reorderedAt > WINDOW_NANOS) {
      reordered = false;
      sink.problem(SourceProblem.B_FRAMES, null);
    }
  }

  private void watchPatience() {
    if (!waited) {
      waited = true;
      waitingSince = now;
    }
    if (!reordered && !keyless && now - waitingSince > PATIENCE_NANOS) {
      keyless = true;
      sink.problem(
          SourceProblem.NO_KEY_FRAME,
          "The picture has had no key frame for 10 s; set the encoder to one a second"
              + " (ffmpeg: -g with the frame rate, OBS: keyframe interval 1 s).");
    }
  }

  @Override
  public void videoFormat(FilmInfo.Video format) {
    sink.videoFormat(format);
  }

  @Override
  public void audioFormat(int index, FilmInfo.Audio format) {
    sink.audioFormat(index, format);
  }

  @Override
  public void audio(int index, AccessUnit unit) {
    sink.audio(index, unit);
  }

  @Override
  public void problem(SourceProblem problem, String sentence) {
    sink.problem(problem, sentence);
  }
}
