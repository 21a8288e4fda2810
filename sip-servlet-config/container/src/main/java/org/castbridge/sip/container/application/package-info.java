/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** One deployed SIP application: its context, servlets, listeners, sessions, timers and locks. */
package org.castbridge.sip.container.application;
