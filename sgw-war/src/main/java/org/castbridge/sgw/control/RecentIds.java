/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.util.LinkedHashSet;
import java.util.Set;

/** The message ids a connection used last: enough to find a repeated one, bounded in size. */
final class RecentIds {
  private static final int KEPT = 1024;
  private final Set<Long> ids = new LinkedHashSet<>();

  /** False when the id was used. */
  boolean isNew(long id) {
    if (!ids.add(id)) {
      return false;
    }
    if (ids.size() > KEPT) {
      var oldest = ids.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }
}
