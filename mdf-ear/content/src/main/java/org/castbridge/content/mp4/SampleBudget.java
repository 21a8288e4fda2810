/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import org.castbridge.content.ContentException;

/**
 * Keeps an index from growing beyond its file: no honest file plays a byte twice, so all samples
 * together are no longer than the file. Otherwise a few kilobytes of runs, each pointing at the
 * same data, could ask for gigabytes of index.
 */
final class SampleBudget {
  private long left;

  SampleBudget(long fileLength) {
    left = fileLength;
  }

  void spend(Box box, long size) throws ContentException {
    left -= size;
    if (left < 0) {
      throw box.error("the samples together are longer than the file");
    }
  }
}
