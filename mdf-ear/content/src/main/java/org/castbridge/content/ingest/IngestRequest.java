/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import java.nio.file.Path;

/**
 * What the operator says about a file; the rest is read from it. Fields as in {@link
 * org.castbridge.content.Asset}.
 *
 * @param poster a JPEG to use; null: a picture of the film
 * @param prepare true if ffmpeg may be used to make a file that fits
 * @param replace true if an asset of that id may be replaced
 */
public record IngestRequest(
    Path file,
    String id,
    String title,
    String synopsis,
    String servicePackage,
    int ageLevel,
    boolean isPublic,
    Path poster,
    boolean prepare,
    boolean replace) {}
