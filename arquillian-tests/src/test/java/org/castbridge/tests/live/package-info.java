/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** Live channels end to end: real sources on real sockets, watched in a real browser. */
package org.castbridge.tests.live;
