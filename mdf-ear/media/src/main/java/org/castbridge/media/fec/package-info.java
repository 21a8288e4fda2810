/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Parity over the packets of a stream, so that a viewer far away need not wait a round trip for a
 * lost one: flexible forward error correction as browsers speak it (flexfec-03). Knows nothing of
 * encryption, sessions or of when it is worth its bytes.
 */
package org.castbridge.media.fec;
