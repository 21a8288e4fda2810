/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * ICE-TCP, passive (RFC 6544): viewers that get no UDP through connect to the media port's number
 * in TCP, and what would be datagrams come and go as frames (RFC 4571). Knows sockets and frames;
 * knows nothing of sessions, ICE or media but whether a packet may be left out.
 */
package org.castbridge.mdf.rar.net.tcp;
