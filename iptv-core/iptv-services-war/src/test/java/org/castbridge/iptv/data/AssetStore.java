/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Writes assets into a store for tests. */
public record AssetStore(Path folder) {

  public AssetStore put(String id, String title, String packageId, int ageLevel) {
    return putJson(
        id,
        """
        {"id":"%s","title":"%s","synopsis":"About %s.","durationMs":40000,"package":"%s","ageLevel":%d,
         "public":true,"file":"media.mp4","poster":"poster.jpg",
         "video":{"codec":"H264","profileLevelId":"42e01f","width":1280,"height":720,"frameRate":25},
         "audio":{"codec":"opus","channels":2}}"""
            .formatted(id, title, title, packageId, ageLevel));
  }

  public AssetStore putJson(String id, String json) {
    try {
      Files.createDirectories(folder.resolve(id));
      Files.writeString(folder.resolve(id).resolve("asset.json"), json);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public AssetStore putPoster(String id, byte[] image) {
    try {
      Files.write(folder.resolve(id).resolve("poster.jpg"), image);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public AssetStore remove(String id) {
    try (Stream<Path> files = Files.walk(folder.resolve(id))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
