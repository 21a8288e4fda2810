/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One look at the asset store.
 *
 * @param assets by folder name: what can be read
 * @param faults by folder name: why it cannot
 */
record AssetScan(SortedMap<String, AssetDescription> assets, SortedMap<String, String> faults) {
  /** The fault of a folder without a description. */
  static final String MISSING = "is missing";

  /**
   * Reads every {@code <id>/asset.json} below the folder. Names beginning with a dot are folders in
   * the making and are passed over.
   *
   * @throws IOException if the store itself cannot be listed; then nothing is known about it
   */
  static AssetScan of(Path store) throws IOException {
    AssetScan scan = new AssetScan(new TreeMap<>(), new TreeMap<>());
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(store, Files::isDirectory)) {
      for (Path folder : folders) {
        String name = folder.getFileName().toString();
        if (!name.startsWith(".")) {
          scan.read(folder, name);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    return scan;
  }

  private void read(Path folder, String name) {
    try {
      Path file = folder.resolve("asset.json");
      if (Files.size(file) > AssetReader.MAX_BYTES) {
        throw new AssetException("is larger than " + AssetReader.MAX_BYTES + " bytes");
      }
      assets.put(name, AssetReader.read(name, Files.readAllBytes(file)));
    } catch (AssetException e) {
      faults.put(name, e.getMessage());
    } catch (NoSuchFileException e) {
      faults.put(name, MISSING);
    } catch (IOException e) {
      faults.put(name, "cannot be read: " + e.getMessage());
    }
  }

  /** Whether the folder is there, readable or not. */
  boolean hasFolder(String id) {
    return assets.containsKey(id) || faults.containsKey(id);
  }
}
