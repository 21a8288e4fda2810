/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

/**
 * What {@code asset.json} says about a film, as far as the catalogue is concerned.
 *
 * @param id content id; also the name of the asset's folder
 * @param durationMs length in milliseconds, greater than 0
 * @param packageId the service package it belongs to
 * @param ageLevel 0 to 99 years
 * @param posterFile plain file name in the asset's folder
 * @param videoCodec codec name or null
 * @param audioCodec codec name or null
 */
public record AssetDescription(
    String id,
    String title,
    String synopsis,
    long durationMs,
    String packageId,
    int ageLevel,
    String posterFile,
    String videoCodec,
    String audioCodec) {}
