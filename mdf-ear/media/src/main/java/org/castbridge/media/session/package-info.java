/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * One viewer's media session, sans-I/O: ICE, SRTP, RTP, RTCP and playout put together. Datagrams,
 * commands and time go in, datagrams, events and the next timeout come out. Knows no socket, thread
 * or clock.
 */
package org.castbridge.media.session;
