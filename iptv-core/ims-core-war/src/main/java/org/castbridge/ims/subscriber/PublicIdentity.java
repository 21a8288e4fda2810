/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

/**
 * @param identity address of record, canonical
 * @param barred may register with others of its set but must not be used (TS 29.228 B.2.1)
 */
public record PublicIdentity(String identity, boolean barred) {}
