/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.castbridge.sgw.control.CatalogueItem;

/** The last catalogue of each user and SSF with its entity tag; the least used go first. */
final class CatalogueCache {
  /** A kept catalogue. */
  record Kept(String etag, List<CatalogueItem> items) {}

  private record Key(String location, String identity) {}

  private final Map<Key, Kept> entries;

  CatalogueCache(int capacity) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Null when nothing is kept. */
  synchronized Kept get(String location, String identity) {
    return entries.get(new Key(location, identity));
  }

  synchronized void put(String location, String identity, Kept catalogue) {
    entries.put(new Key(location, identity), catalogue);
  }
}
