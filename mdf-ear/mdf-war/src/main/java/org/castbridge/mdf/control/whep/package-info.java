/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * WHEP, the WebRTC-HTTP egress protocol (draft-ietf-wish-whep; its HTTP side is that of WHIP, RFC
 * 9725), for the assets an operator marks public: any standard player is a client.
 */
package org.castbridge.mdf.control.whep;
