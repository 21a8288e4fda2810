/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The shell around the sans-I/O media core: UDP sockets on Netty event loops, the demultiplexer of
 * the shared port, timers, DTLS threads, the stand-alone STUN server. One viewer lives on one event
 * loop and is touched by no other thread. Knows nothing of JCA; the core's rules (what is sent,
 * when, and to whom) are not made here.
 */
package org.castbridge.mdf.rar.net;
