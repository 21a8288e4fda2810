/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

/**
 * A film a Media Delivery Function holds.
 *
 * @param id the content id
 * @param durationMs its length in milliseconds
 * @param videoCodec as {@code H264}
 * @param audioCodec as {@code opus}, or the empty text for a film without sound
 */
public record XpAsset(String id, long durationMs, String videoCodec, String audioCodec) {}
