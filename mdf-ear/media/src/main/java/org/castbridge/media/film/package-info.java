/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What the media core knows of stored content: access units, the film they belong to, and the
 * cursor the content store implements. Knows nothing of files, RTP or time of day.
 */
package org.castbridge.media.film;
