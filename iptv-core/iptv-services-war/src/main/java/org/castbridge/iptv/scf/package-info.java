/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Service Control Function (TS 182 027; TS 183 063 clause 5.3): decides whether a user may watch a
 * film and controls the session as a back-to-back user agent between the user and the MCF. As a
 * proxy it would lose PRACKs and ACKs, because all applications of a container share one table of
 * dialogues. Knows nothing of HTTP and of service discovery.
 */
package org.castbridge.iptv.scf;
