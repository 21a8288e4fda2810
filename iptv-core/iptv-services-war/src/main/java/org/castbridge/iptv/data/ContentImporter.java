/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.castbridge.iptv.log.IptvLogger;

/**
 * Keeps the catalogue equal to the asset store: one call of {@link #run} is one look. A film leaves
 * the catalogue only when its folder has been absent from a readable store in two looks in a row;
 * an unreadable store or description changes nothing and is logged once.
 */
public class ContentImporter {
  private final Database database;
  private final Path store;
  private final Map<String, String> reported = new HashMap<>();
  private Map<String, AssetDescription> imported = Map.of();
  private Set<String> known;
  private Set<String> absent = Set.of();
  private String storeFault = "";

  /** For CDI's client proxies. */
  protected ContentImporter() {
    this(null, null);
  }

  /** An importer from the store into the database. */
  public ContentImporter(Database database, Path store) {
    this.database = database;
    this.store = store;
  }

  /**
   * Looks once.
   *
   * @throws DatabaseUnavailableException if the catalogue could not be read or written
   */
  public synchronized void run() throws DatabaseUnavailableException {
    AssetScan scan = scan();
    if (scan == null) {
      return;
    }
    Set<String> gone = goneFor(scan);
    if (known == null || !gone.isEmpty() || !scan.assets().equals(imported)) {
      apply(scan, gone);
    }
    reportFaults(scan.faults());
  }

  private AssetScan scan() {
    try {
      AssetScan scan = AssetScan.of(store);
      if (!storeFault.isEmpty()) {
        storeFault = "";
        IptvLogger.LOG.storeReadable(store);
      }
      return scan;
    } catch (IOException e) {
      absent = Set.of();
      if (!storeFault.equals(e.toString())) {
        storeFault = e.toString();
        IptvLogger.LOG.storeUnreadable(store, e.toString());
      }
      return null;
    }
  }

  /** Absent now and at the look before. A folder being replaced is absent for a moment only. */
  private Set<String> goneFor(AssetScan scan) {
    if (known == null) {
      return Set.of();
    }
    Set<String> absentNow = new TreeSet<>(known);
    absentNow.removeIf(scan::hasFolder);
    Set<String> gone = new TreeSet<>(absentNow);
    gone.retainAll(absent);
    absent = absentNow;
    return gone;
  }

  private void apply(AssetScan scan, Set<String> gone) throws DatabaseUnavailableException {
    Changes changes = database.call(em -> write(em, scan, gone));
    known = changes.known;
    // A refused description is tried again at each look: its package may be created meanwhile.
    imported = changes.refused.isEmpty() ? Map.copyOf(scan.assets()) : Map.of();
    scan.faults().putAll(changes.refused);
    changes.added.forEach(IptvLogger.LOG::assetImported);
    gone.forEach(IptvLogger.LOG::assetRemoved);
  }

  private static Changes write(EntityManager em, AssetScan scan, Set<String> gone) {
    Changes changes = new Changes();
    changes.known.addAll(
        em.createQuery("select c.id from ContentItem c", String.class).getResultList());
    for (AssetDescription asset : scan.assets().values()) {
      ServicePackage home = em.find(ServicePackage.class, asset.packageId());
      if (home == null) {
        changes.refused.put(asset.id(), "names a package that is not known: " + asset.packageId());
      } else {
        upsert(em, asset, home, changes);
      }
    }
    for (String id : gone) {
      ContentItem item = em.find(ContentItem.class, id);
      if (item != null) {
        em.remove(item);
      }
      changes.known.remove(id);
    }
    return changes;
  }

  private static void upsert(
      EntityManager em, AssetDescription asset, ServicePackage home, Changes changes) {
    ContentItem item = em.find(ContentItem.class, asset.id());
    boolean fresh = item == null;
    if (fresh) {
      item = new ContentItem(asset.id());
    }
    item.update(asset, home);
    if (fresh) {
      em.persist(item);
      changes.added.add(asset.id());
      changes.known.add(asset.id());
    }
  }

  private void reportFaults(Map<String, String> faults) {
    // A folder that never was a film is none.
    faults
        .entrySet()
        .removeIf(e -> e.getValue().equals(AssetScan.MISSING) && !known.contains(e.getKey()));
    reported.keySet().retainAll(faults.keySet());
    faults.forEach(
        (folder, fault) -> {
          if (!fault.equals(reported.put(folder, fault))) {
            IptvLogger.LOG.assetRefused(store.resolve(folder).resolve("asset.json"), fault);
          }
        });
  }

  /** Descriptions that could not be used at the last look, for the management bean. */
  public synchronized String faults() {
    return reported.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  /** Number of films in the catalogue after the last look; -1 before the first one succeeded. */
  public synchronized int items() {
    return known == null ? -1 : known.size();
  }

  /** What one write did. */
  private static final class Changes {
    private final Set<String> known = new HashSet<>();
    private final Set<String> added = new TreeSet<>();
    private final Map<String, String> refused = new HashMap<>();
  }
}
