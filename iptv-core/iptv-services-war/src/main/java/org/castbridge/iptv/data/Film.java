/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import java.util.Set;

/**
 * A film of the catalogue as a value.
 *
 * @param id the content id, as in {@code sip:cod-<id>@domain}
 * @param durationMs length in milliseconds
 * @param ageLevel the age in years a viewer must have, 0 for everybody
 * @param posterFile file name of the poster in the asset's folder, or null
 * @param videoCodec {@code H264} or {@code VP8}, or null when the description does not say
 * @param audioCodec {@code opus}, or null when the description does not say
 * @param packages ids of the service packages it is part of
 */
public record Film(
    String id,
    String title,
    String synopsis,
    long durationMs,
    int ageLevel,
    String posterFile,
    String videoCodec,
    String audioCodec,
    Set<String> packages) {

  /** Copies the set, so that a film never changes. */
  public Film {
    packages = Set.copyOf(packages);
  }
}
