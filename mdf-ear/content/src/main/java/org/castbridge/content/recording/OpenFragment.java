/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.util.Arrays;
import java.util.List;
import org.castbridge.media.film.AccessUnit;

/**
 * A fragment in memory, as long as it is being collected and until its file is mapped. One thread
 * adds, others read.
 */
final class OpenFragment extends Fragment implements Fragment.View {
  private final Collected[] tracks;
  private long bytes;

  /** One track; the count is written last, so whoever sees it sees the units. */
  private static final class Collected {
    private AccessUnit[] units = new AccessUnit[64];
    private volatile int count;
    private volatile boolean complete;
  }

  OpenFragment(long startUs, Formats formats) {
    super(startUs, formats);
    tracks = new Collected[formats.tracks()];
    for (int i = 0; i < tracks.length; i++) {
      tracks[i] = new Collected();
    }
  }

  void add(int track, AccessUnit unit) {
    Collected into = tracks[track];
    int count = into.count;
    if (count == into.units.length) {
      into.units = Arrays.copyOf(into.units, count * 2);
    }
    into.units[count] = unit;
    into.count = count + 1;
    bytes += unit.data().length;
  }

  void finish(int track) {
    tracks[track].complete = true;
  }

  boolean allComplete() {
    return Arrays.stream(tracks).allMatch(track -> track.complete);
  }

  boolean empty() {
    return Arrays.stream(tracks).allMatch(track -> track.count == 0);
  }

  long bytes() {
    return bytes;
  }

  /** For the writer. */
  List<AccessUnit> units(int track) {
    return Arrays.asList(tracks[track].units).subList(0, tracks[track].count);
  }

  @Override
  Fragment.View open() {
    return this;
  }

  @Override
  public int count(int track) {
    return track < tracks.length ? tracks[track].count : 0;
  }

  @Override
  public boolean complete(int track) {
    return track >= tracks.length || tracks[track].complete;
  }

  @Override
  public long timeUs(int track, int unit) {
    return tracks[track].units[unit].ptsUs();
  }

  @Override
  public boolean sync(int track, int unit) {
    return tracks[track].units[unit].sync();
  }

  @Override
  public AccessUnit unit(int track, int unit) {
    return tracks[track].units[unit];
  }

  @Override
  public void close() {
    // nothing is held
  }
}
