/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The server of reference point Xc: RTSP 1.0 over TCP (RFC 2326 as profiled by TS 183 063 clause
 * 7.3, method 1: no DESCRIBE, SETUP or TEARDOWN, because SIP sets up and ends). {@code RtspControl}
 * decides, {@code RtspServer} holds sockets and a thread. Must not know SIP.
 */
package org.castbridge.mcf.rtsp;
