/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The choice of the Media Delivery Function for a film and a viewer: by content, codec and room,
 * then by place and load (patent, function MCF). Must not know SIP or RTSP.
 */
package org.castbridge.mcf.choice;
