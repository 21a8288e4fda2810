/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** Converged applications (JSR 289 13): HTTP sessions that know their SIP application session. */
package org.castbridge.sip.container.http;
