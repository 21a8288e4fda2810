/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.util.HashMap;
import java.util.Map;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.SampleTable;

/**
 * The sample table of a progressive file (stbl, ISO/IEC 14496-12 sections 8.5 to 8.7): stsz or
 * stz2, stsc with stco or co64, stts, ctts, stss.
 */
final class SampleTableReader {
  /** Beyond this no film goes, and sums of two times cannot overflow. */
  static final long MAX_TIME = 1L << 53;

  private final Box stbl;
  private final Map<String, Box> boxes = new HashMap<>();
  private final SampleBudget budget;
  private SampleTable table;

  private SampleTableReader(Box stbl, SampleBudget budget) {
    this.stbl = stbl;
    this.budget = budget;
  }

  static SampleTable read(Box stbl, SampleBudget budget) throws ContentException {
    return new SampleTableReader(stbl, budget).read();
  }

  private SampleTable read() throws ContentException {
    Boxes children = stbl.children();
    for (Box box = children.next(); box != null; box = children.next()) {
      boxes.putIfAbsent(box.type(), box);
    }
    readSizes();
    readTimes();
    readCompositionOffsets();
    readSync();
    readPlaces();
    table.check(stbl.file(), stbl.path());
    return table;
  }

  private Box required(String type) throws ContentException {
    Box box = boxes.get(type);
    if (box == null) {
      throw stbl.error("no " + type + " box");
    }
    return box;
  }

  private void readSizes() throws ContentException {
    if (boxes.containsKey("stz2")) {
      readCompactSizes(boxes.get("stz2"));
      return;
    }
    Box stsz = required("stsz");
    BoxFields fields = stsz.fullFields();
    long fixed = fields.u32();
    if (fixed == 0) {
      int count = fields.entryCount(4);
      table = new SampleTable(count);
      for (int i = 0; i < count; i++) {
        addSize(fields.u32(), stsz);
      }
      return;
    }
    long count = fields.u32();
    if (count > SampleTable.MAX_SAMPLES || count * fixed > stbl.file().length()) {
      throw stsz.error(count + " samples of " + fixed + " bytes do not fit into the file");
    }
    table = new SampleTable((int) count);
    for (int i = 0; i < count; i++) {
      addSize(fixed, stsz);
    }
  }

  private void readCompactSizes(Box stz2) throws ContentException {
    BoxFields fields = stz2.fullFields();
    int bits = (int) fields.u32() & 0xff;
    if (bits != 4 && bits != 8 && bits != 16) {
      throw stz2.error("sample sizes of " + bits + " bits do not exist");
    }
    long count = fields.u32();
    if (count > SampleTable.MAX_SAMPLES || (count * bits + 7) / 8 > fields.remaining()) {
      throw stz2.error("the table claims " + count + " entries, which do not fit");
    }
    table = new SampleTable((int) count);
    int pair = 0;
    for (int i = 0; i < count; i++) {
      if (bits == 4) {
        pair = i % 2 == 0 ? fields.u8() : pair << 4;
        addSize(pair >> 4 & 15, stz2);
      } else {
        addSize(bits == 8 ? fields.u8() : fields.u16(), stz2);
      }
    }
  }

  private void addSize(long size, Box box) throws ContentException {
    if (size > Integer.MAX_VALUE) {
      throw box.error("sample " + table.count() + " claims " + size + " bytes");
    }
    budget.spend(box, size);
    table.add(0, (int) size, 0, 0, true);
  }

  private void readTimes() throws ContentException {
    Box stts = required("stts");
    BoxFields fields = stts.fullFields();
    int entries = fields.entryCount(8);
    int sample = 0;
    long time = 0;
    for (int i = 0; i < entries; i++) {
      long run = fields.u32();
      long delta = fields.u32();
      if (run > table.count() - sample) {
        throw stts.error(fields.position() - 8, "times for more samples than there are");
      }
      for (long k = 0; k < run; k++) {
        table.setDecodeTime(sample++, time);
        time += delta;
      }
    }
    if (sample < table.count()) {
      throw stts.error("times for " + sample + " of " + table.count() + " samples");
    }
    table.setEnd(time);
  }

  private void readCompositionOffsets() throws ContentException {
    Box ctts = boxes.get("ctts");
    if (ctts == null) {
      return;
    }
    BoxFields fields = ctts.fullFields();
    int entries = fields.entryCount(8);
    int sample = 0;
    for (int i = 0; i < entries; i++) {
      long run = fields.u32();
      // signed in version 1; writers put signed values into version 0, too
      int offset = fields.s32();
      if (run > table.count() - sample) {
        throw ctts.error(fields.position() - 8, "offsets for more samples than there are");
      }
      for (long k = 0; k < run; k++) {
        table.setCompositionOffset(sample++, offset);
      }
    }
  }

  /** Without stss every sample is a sync sample (section 8.6.2). */
  private void readSync() throws ContentException {
    Box stss = boxes.get("stss");
    if (stss == null) {
      return;
    }
    for (int i = 0; i < table.count(); i++) {
      table.setSync(i, false);
    }
    BoxFields fields = stss.fullFields();
    int entries = fields.entryCount(4);
    for (int i = 0; i < entries; i++) {
      long number = fields.u32();
      if (number < 1 || number > table.count()) {
        throw stss.error(fields.position() - 4, "sync sample " + number + " does not exist");
      }
      table.setSync((int) number - 1, true);
    }
  }

  private void readPlaces() throws ContentException {
    boolean large = boxes.containsKey("co64");
    Box chunkBox = large ? boxes.get("co64") : required("stco");
    BoxFields chunks = chunkBox.fullFields();
    int chunkCount = chunks.entryCount(large ? 8 : 4);
    Box stsc = required("stsc");
    BoxFields runs = stsc.fullFields();
    int runCount = runs.entryCount(12);
    int sample = 0;
    long first = runCount == 0 ? 0 : runs.u32();
    int chunk = 1;
    for (int run = 0; run < runCount; run++) {
      long perChunk = runs.u32();
      runs.skip(4);
      long nextFirst = run + 1 < runCount ? runs.u32() : chunkCount + 1L;
      if (first != chunk || nextFirst <= first || nextFirst > chunkCount + 1L || perChunk == 0) {
        throw stsc.error(runs.position(), "entry " + run + " is out of order");
      }
      for (; chunk < nextFirst; chunk++) {
        sample = placeChunk(sample, perChunk, large ? chunks.u64() : chunks.u32(), stsc);
      }
      first = nextFirst;
    }
    if (sample < table.count()) {
      throw stsc.error("places for " + sample + " of " + table.count() + " samples");
    }
  }

  private int placeChunk(int sample, long perChunk, long offset, Box stsc) throws ContentException {
    if (perChunk > table.count() - sample) {
      throw stsc.error("places for more samples than there are");
    }
    for (long k = 0; k < perChunk; k++) {
      table.setPlace(sample, offset);
      offset += table.size(sample++);
    }
    return sample;
  }
}
