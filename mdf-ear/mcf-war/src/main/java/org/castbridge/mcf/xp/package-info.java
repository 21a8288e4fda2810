/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The client of reference point Xp: HTTP and JSON towards a Media Delivery Function. Must not know
 * SIP or RTSP.
 */
package org.castbridge.mcf.xp;
