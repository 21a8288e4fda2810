/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.choice;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A configured Media Delivery Function.
 *
 * @param base the root of its Xp
 * @param place where it stands, as configured; the empty text leaves it to what it says itself
 */
public record MdfNode(URI base, String place) {

  /**
   * Reads a list as {@code http://a/mdf/xp;place=north, http://b/mdf/xp}.
   *
   * @throws IllegalArgumentException naming the entry that is no absolute HTTP address
   */
  public static List<MdfNode> parse(String list) {
    List<MdfNode> nodes = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      if (!entry.isBlank()) {
        nodes.add(one(entry.trim()));
      }
    }
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("no Media Delivery Function is configured");
    }
    return List.copyOf(nodes);
  }

  private static MdfNode one(String entry) {
    String[] parts = entry.split("\\s*;\\s*place\\s*=\\s*", 2);
    URI base = URI.create(parts[0]);
    if (base.getHost() == null || !List.of("http", "https").contains(base.getScheme())) {
      throw new IllegalArgumentException("not the address of a Media Delivery Function: " + entry);
    }
    return new MdfNode(base, parts.length == 2 ? parts[1].trim() : "");
  }
}
