/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last list of films, or of channels, of each user and SSF with its entity tag; the least used
 * go first.
 */
final class CatalogueCache<T> {
  /** A kept list. */
  record Kept<T>(String etag, List<T> items) {}

  private record Key(String location, String identity) {}

  private final Map<Key, Kept<T>> entries;

  CatalogueCache(int capacity) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Kept<T>> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Null when nothing is kept. */
  synchronized Kept<T> get(String location, String identity) {
    return entries.get(new Key(location, identity));
  }

  synchronized void put(String location, String identity, Kept<T> catalogue) {
    entries.put(new Key(location, identity), catalogue);
  }
}
