/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

/**
 * Settings of the SCF.
 *
 * @param coreRoute SIP URI of the core, used when the request brought no Route of its own
 * @param noAnswerSeconds how long the MCF may take to answer an INVITE
 * @param auditMinutes how often both ends of a session are asked whether they still know it
 * @param providerDomain second half of the BCServiceIds of our channels
 */
record ScfSettings(
    String coreRoute, int noAnswerSeconds, int auditMinutes, String providerDomain) {}
