/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What the signalling parts of Castbridge share: the texts of SDP, RTSP and the IPTV documents, and
 * the names of the services. A plain library: it must not know a container, a socket, a thread or a
 * clock, and it never logs.
 */
package org.castbridge.signalling;
