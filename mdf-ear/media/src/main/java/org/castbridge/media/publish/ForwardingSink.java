/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.publish;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.live.SourceProblem;
import org.castbridge.media.live.SourceSink;

/** Passes everything on. */
class ForwardingSink implements SourceSink {
  private final SourceSink sink;

  ForwardingSink(SourceSink sink) {
    this.sink = sink;
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
  public void video(AccessUnit unit) {
    sink.video(unit);
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
