/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What SDF and SCF share on the ISC reference point: choosing the function a request is for, the
 * asserted identity, third-party registrations, refusals. Knows no database and no HTTP.
 */
package org.castbridge.iptv.sip;
