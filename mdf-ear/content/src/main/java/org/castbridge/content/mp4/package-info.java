/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * MP4 as the store uses it (ISO/IEC 14496-12, 14496-15; Opus in ISOBMFF; VP Codec ISO Media File
 * Format Binding), progressive and fragmented. Files come from strangers: whatever the bytes say,
 * the answer is an index or a {@link org.castbridge.content.ContentException}, and memory is
 * bounded by the file's own size and fixed limits. Knows nothing of the store or of what browsers
 * play.
 */
package org.castbridge.content.mp4;
