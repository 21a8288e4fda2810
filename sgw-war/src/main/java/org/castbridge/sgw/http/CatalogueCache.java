/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.castbridge.sgw.control.CatalogueItem;

/** The last catalogue of each user and SSF with its entity tag; the least used go first. */
final class CatalogueCache {
  /** A kept catalogue. */
  record Entry(String etag, List<CatalogueItem> items) {}

  private record Key(String location, String identity) {}

  private final Map<Key, Entry> entries;

  CatalogueCache(int capacity) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Entry> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Null when nothing is kept. */
  synchronized Entry get(String location, String identity) {
    return entries.get(new Key(location, identity));
  }

  synchronized void put(String location, String identity, Entry entry) {
    entries.put(new Key(location, identity), entry);
  }
}
