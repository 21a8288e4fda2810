/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.util.Map;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.SampleTable;

/**
 * One movie fragment (moof, ISO/IEC 14496-12 section 8.8): appends the samples of its runs to the
 * tracks' tables.
 */
final class FragmentReader {
  private static final int NOT_SYNC = 0x10000;

  private final Box moof;
  private final Map<Long, FragmentDefaults> defaults;
  private final Map<Long, SampleTable> tables;
  private final SampleBudget budget;
  private long dataEnd;

  FragmentReader(
      Box moof,
      Map<Long, FragmentDefaults> defaults,
      Map<Long, SampleTable> tables,
      SampleBudget budget) {
    this.moof = moof;
    this.budget = budget;
    this.defaults = defaults;
    this.tables = tables;
    this.dataEnd = moof.start();
  }

  void read() throws ContentException {
    Boxes children = moof.children();
    for (Box box = children.next(); box != null; box = children.next()) {
      if (box.type().equals("traf")) {
        readTrack(box);
      }
    }
  }

  private void readTrack(Box traf) throws ContentException {
    BoxFields tfhd = Mp4Reader.required(traf, "tfhd").fullFields();
    long id = tfhd.u32();
    SampleTable table = tables.get(id);
    if (table == null) {
      return; // a track of a kind that is left out
    }
    // without an explicit base the first traf counts from the moof, the next from the last one's
    // end, unless default-base-is-moof (section 8.8.7.1)
    long base = tfhd.flag(0x1) ? tfhd.u64() : tfhd.flag(0x20000) ? moof.start() : dataEnd;
    FragmentDefaults track = defaults.getOrDefault(id, FragmentDefaults.NONE);
    if (tfhd.flag(0x2)) {
      tfhd.skip(4);
    }
    FragmentDefaults here =
        new FragmentDefaults(
            tfhd.flag(0x8) ? tfhd.u32() : track.duration(),
            tfhd.flag(0x10) ? tfhd.u32() : track.size(),
            tfhd.flag(0x20) ? tfhd.s32() : track.flags());
    Box tfdt = traf.children().find("tfdt");
    if (tfdt != null) {
      startAt(tfdt, table);
    }
    dataEnd = base;
    Boxes children = traf.children();
    for (Box box = children.next(); box != null; box = children.next()) {
      if (box.type().equals("trun")) {
        readRun(box, base, here, table);
      }
    }
  }

  private static void startAt(Box tfdt, SampleTable table) throws ContentException {
    BoxFields fields = tfdt.fullFields();
    long time = fields.byVersion();
    // a last sample said to last longer than until the next is common and harmless; it is cut short
    boolean rises = table.count() == 0 || time > table.decodeTime(table.count() - 1);
    if (!rises || time > SampleTableReader.MAX_TIME) {
      throw tfdt.error("decode time " + time + " after " + table.end());
    }
    table.setEnd(time);
  }

  private void readRun(Box trun, long base, FragmentDefaults track, SampleTable table)
      throws ContentException {
    BoxFields fields = trun.fullFields();
    long count = fields.u32();
    int perSample = 4 * Integer.bitCount(fields.flags() & 0xf00);
    if (count > SampleTable.MAX_SAMPLES - table.count()
        || count * perSample > trun.end() - trun.body()) {
      throw trun.error("the run claims " + count + " samples");
    }
    if (fields.flag(0x1)) {
      dataEnd = base + fields.s32();
    }
    int firstFlags = fields.flag(0x4) ? fields.s32() : track.flags();
    boolean firstDiffers = fields.flag(0x4);
    for (int i = 0; i < count; i++) {
      long duration = fields.flag(0x100) ? fields.u32() : track.duration();
      long size = fields.flag(0x200) ? fields.u32() : track.size();
      int flags =
          fields.flag(0x400) ? fields.s32() : i == 0 && firstDiffers ? firstFlags : track.flags();
      int composition = fields.flag(0x800) ? fields.s32() : 0;
      addSample(trun, size, duration, composition, (flags & NOT_SYNC) == 0, table);
    }
  }

  private void addSample(
      Box trun, long size, long duration, int composition, boolean sync, SampleTable table)
      throws ContentException {
    long length = moof.file().length();
    if (size == 0 || dataEnd < 0 || dataEnd > length || size > length - dataEnd) {
      throw trun.error(
          "sample "
              + table.count()
              + " of "
              + size
              + " bytes at "
              + dataEnd
              + " is not inside the file of "
              + length
              + " bytes: truncated?");
    }
    if (size > Integer.MAX_VALUE) {
      throw trun.error("sample " + table.count() + " claims " + size + " bytes");
    }
    budget.spend(trun, size);
    table.add(dataEnd, (int) size, table.end(), composition, sync);
    table.setEnd(table.end() + duration);
    dataEnd += size;
  }
}
