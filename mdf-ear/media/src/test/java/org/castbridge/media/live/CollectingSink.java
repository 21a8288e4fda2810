/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/** Keeps what a source brought. */
public final class CollectingSink implements SourceSink {
  public final List<FilmInfo.Video> formats = new ArrayList<>();
  public final Map<Integer, FilmInfo.Audio> sounds = new TreeMap<>();
  public final List<AccessUnit> pictures = new ArrayList<>();
  public final Map<Integer, List<AccessUnit>> audio = new TreeMap<>();
  public final Map<SourceProblem, String> problems = new EnumMap<>(SourceProblem.class);

  @Override
  public void videoFormat(FilmInfo.Video format) {
    formats.add(format);
  }

  @Override
  public void audioFormat(int index, FilmInfo.Audio format) {
    sounds.put(index, format);
  }

  @Override
  public void video(AccessUnit unit) {
    pictures.add(unit);
  }

  @Override
  public void audio(int index, AccessUnit unit) {
    audio.computeIfAbsent(index, i -> new ArrayList<>()).add(unit);
  }

  @Override
  public void problem(SourceProblem problem, String sentence) {
    if (sentence == null) {
      problems.remove(problem);
    } else {
      problems.put(problem, sentence);
    }
  }

  public void clear() {
    pictures.clear();
    audio.clear();
    formats.clear();
  }
}
