/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import org.castbridge.media.film.FilmInfo;

/**
 * The rendition of the picture a viewer is shown.
 *
 * @param index among the programme's renditions; -1 if there is no picture
 * @param video what is known of it; null if there is no picture
 * @param switches to another rendition so far, because of what the viewer's way carries
 */
public record RenditionShown(int index, FilmInfo.Video video, long switches) {}
