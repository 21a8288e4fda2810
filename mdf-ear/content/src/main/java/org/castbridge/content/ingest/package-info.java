/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The way of a file into the store: the check of the content contract, the offline preparation by
 * the external program {@code ffmpeg}, the atomic copy. Nothing here runs while somebody watches.
 */
package org.castbridge.content.ingest;
