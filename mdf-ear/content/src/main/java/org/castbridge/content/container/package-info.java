/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What a media file holds, whatever its container: tracks, their formats, and where each sample
 * lies. The readers of {@code mp4} and {@code webm} fill it; nothing here knows how they do it.
 */
package org.castbridge.content.container;
