/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

/**
 * What one agent has seen, in datagrams.
 *
 * @param checks authenticated Binding Requests answered with success
 * @param roleConflicts authenticated requests answered 487
 * @param unauthenticated requests without USERNAME or MESSAGE-INTEGRITY, or with wrong ones:
 *     dropped
 * @param malformed no STUN message: dropped
 * @param unexpected well-formed, but nothing we wait for (indications, answers to no request of
 *     ours, other methods): dropped
 * @param consentAnswers valid answers to our consent checks
 */
public record IceCounters(
    long checks,
    long roleConflicts,
    long unauthenticated,
    long malformed,
    long unexpected,
    long consentAnswers) {}
