/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.webm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.Movie;
import org.castbridge.content.container.MovieTrack;
import org.castbridge.content.container.SampleTable;

/**
 * Reads the index of a Matroska file by walking over its clusters; Cues are not needed for that.
 * Segments and clusters of unknown size, as live encoders write them, are walked, too. The media
 * data itself is not looked at. Time and memory are bounded by the file's size and by {@link
 * SampleTable#MAX_SAMPLES} a track.
 */
public final class WebmReader {
  private static final int EBML = 0x1A45DFA3;
  private static final int DOC_TYPE = 0x4282;
  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549A966;
  private static final int TIMESTAMP_SCALE = 0x2AD7B1;
  private static final int TRACKS = 0x1654AE6B;
  private static final int TRACK_ENTRY = 0xAE;
  private static final int CLUSTER = 0x1F43B675;
  private static final int CLUSTER_TIMESTAMP = 0xE7;
  private static final int SIMPLE_BLOCK = 0xA3;
  private static final int BLOCK_GROUP = 0xA0;
  private static final int BLOCK = 0xA1;
  private static final int BLOCK_DURATION = 0x9B;
  private static final int REFERENCE_BLOCK = 0xFB;
  private static final int ENCRYPTED_BLOCK = 0xAF;
  private static final Set<String> DOC_TYPES = Set.of("webm", "matroska");

  private static final int MAX_TRACKS = 32;
  private static final long MAX_SCALE = 1_000_000_000;
  private static final long MAX_US = 366L * 24 * 3600 * 1_000_000;

  private final MappedFile file;
  private final Map<Long, WebmTrack> tracks = new LinkedHashMap<>();
  private long scale = 1_000_000;
  private long clusterTime;

  private WebmReader(MappedFile file) {
    this.file = file;
  }

  /** True if the file starts as every EBML file does. */
  public static boolean recognises(MappedFile file) throws ContentException {
    byte[] head = new byte[4];
    if (file.length() < head.length) {
      return false;
    }
    file.read(0, head, 0, head.length);
    return head[0] == 0x1A && head[1] == 0x45 && head[2] == (byte) 0xDF && head[3] == (byte) 0xA3;
  }

  /**
   * @throws ContentException if the file is not Matroska, is cut off, or contradicts itself
   */
  public static Movie read(MappedFile file) throws ContentException {
    return new WebmReader(file).read();
  }

  private Movie read() throws ContentException {
    EbmlElement header = EbmlElement.at(file, 0, file.length());
    if (header.id() != EBML || !header.sized() || !DOC_TYPES.contains(docType(header))) {
      throw header.error("not a WebM or Matroska file");
    }
    EbmlElement segment = EbmlElement.at(file, header.end(), file.length());
    if (segment.id() != SEGMENT) {
      throw segment.error("no segment behind the header");
    }
    for (long at = segment.body(); at < segment.end(); ) {
      EbmlElement element = EbmlElement.at(file, at, segment.end());
      at = walk(element);
    }
    List<MovieTrack> found = new ArrayList<>();
    for (WebmTrack track : tracks.values()) {
      if (track.isPlayable()) {
        found.add(track.finish(segment));
      }
    }
    return new Movie(found, false);
  }

  private String docType(EbmlElement header) throws ContentException {
    for (long at = header.body(); at < header.end(); ) {
      EbmlElement child = EbmlElement.at(file, at, header.end());
      if (child.id() == DOC_TYPE) {
        return child.text();
      }
      at = child.end();
    }
    return "";
  }

  /**
   * Takes one element of the segment or of a cluster: what is in clusters is walked as if it stood
   * in the segment, so it does not matter where a cluster of unknown size ends.
   *
   * @return where the next one is
   */
  private long walk(EbmlElement element) throws ContentException {
    if (element.id() == CLUSTER) {
      return element.body();
    }
    if (!element.sized()) {
      throw element.error("an element of unknown size");
    }
    switch (element.id()) {
      case INFO -> info(element);
      case TRACKS -> tracks(element);
      case CLUSTER_TIMESTAMP -> clusterTime = element.unsigned();
      case SIMPLE_BLOCK -> block(element, 0, true, true);
      case BLOCK_GROUP -> group(element);
      case ENCRYPTED_BLOCK -> throw element.error("the blocks are encrypted");
      default -> {} // cues, tags, chapters, attachments, padding
    }
    return element.end();
  }

  private void info(EbmlElement info) throws ContentException {
    for (long at = info.body(); at < info.end(); ) {
      EbmlElement child = EbmlElement.at(file, at, info.end());
      if (child.id() == TIMESTAMP_SCALE) {
        scale = child.unsigned();
        if (scale == 0 || scale > MAX_SCALE) {
          throw child.error("a time unit of " + scale + " ns");
        }
      }
      at = child.end();
    }
  }

  private void tracks(EbmlElement element) throws ContentException {
    for (long at = element.body(); at < element.end(); ) {
      EbmlElement child = EbmlElement.at(file, at, element.end());
      if (child.id() == TRACK_ENTRY) {
        WebmTrack track = new WebmTrack(child);
        if (tracks.putIfAbsent(track.number(), track) != null) {
          throw child.error("a second track " + track.number());
        }
        if (tracks.size() > MAX_TRACKS) {
          throw child.error("more than " + MAX_TRACKS + " tracks");
        }
      }
      at = child.end();
    }
  }

  private void group(EbmlElement group) throws ContentException {
    EbmlElement block = null;
    long duration = 0;
    boolean reference = false;
    for (long at = group.body(); at < group.end(); ) {
      EbmlElement child = EbmlElement.at(file, at, group.end());
      switch (child.id()) {
        case BLOCK -> block = child;
        case BLOCK_DURATION -> duration = child.unsigned();
        case REFERENCE_BLOCK -> reference = true;
        default -> {} // additions such as alpha
      }
      at = child.end();
    }
    if (block != null) {
      block(block, toUs(group, duration), false, !reference);
    }
  }

  /** A Block or SimpleBlock (RFC 9559 section 10.1): track number, relative time, flags, frame. */
  private void block(EbmlElement block, long lengthUs, boolean simple, boolean sync)
      throws ContentException {
    byte[] head = new byte[(int) Math.min(12, block.length())];
    file.read(block.body(), head, 0, head.length);
    int numberLength = head.length == 0 ? 9 : Integer.numberOfLeadingZeros(head[0] & 0xff) - 23;
    int headLength = numberLength + 3;
    if (numberLength > 8 || headLength >= block.length()) {
      throw block.error("a block without contents");
    }
    long number = head[0] & (0xff >> numberLength);
    for (int i = 1; i < numberLength; i++) {
      number = number << 8 | (head[i] & 0xff);
    }
    WebmTrack track = tracks.get(number);
    if (track == null || !track.isPlayable()) {
      return;
    }
    int flags = head[numberLength + 2];
    if ((flags & 0x06) != 0) {
      throw block.error("several frames in one block (lacing), which is not read here");
    }
    short relative = (short) (head[numberLength] << 8 | (head[numberLength + 1] & 0xff));
    long size = block.length() - headLength;
    if (size > Integer.MAX_VALUE - 8 || track.samples().count() >= SampleTable.MAX_SAMPLES) {
      throw block.error("a frame of " + size + " bytes, or too many frames");
    }
    boolean key = simple ? (flags & 0x80) != 0 : sync;
    long time = toUs(block, clusterTime, relative);
    track.add(block.body() + headLength, (int) size, time, lengthUs, key);
  }

  private long toUs(EbmlElement at, long cluster, int relative) throws ContentException {
    return toUs(at, Math.max(0, cluster + relative));
  }

  private long toUs(EbmlElement at, long ticks) throws ContentException {
    if (ticks > MAX_US * 1000 / scale) {
      throw at.error("the time " + ticks + " is years away");
    }
    return ticks * scale / 1000;
  }
}
