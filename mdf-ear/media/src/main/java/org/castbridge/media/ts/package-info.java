/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * MPEG transport streams (ISO/IEC 13818-1) with H.264, H.265 and Opus, as head-ends send them over
 * UDP. Knows nothing of sockets and channels.
 */
package org.castbridge.media.ts;
