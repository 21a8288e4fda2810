/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * WebM, and the Matroska it is a part of (RFC 9559, EBML: RFC 8794), read. Files come from
 * strangers: whatever the bytes say, the answer is an index or a {@link
 * org.castbridge.content.ContentException}. Knows nothing of the store or of what browsers play.
 */
package org.castbridge.content.webm;
