/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * STUN (RFC 8489) as bytes: the codec every ICE check goes through, and the brain of the
 * stand-alone STUN server. Part of the patent's e* interface (media delivery function 50x). Knows
 * nothing of ICE's rules, of sockets, of time.
 */
package org.castbridge.media.stun;
