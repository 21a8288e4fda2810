/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * W1: what goes with the web application itself, its security headers and its posters. It must not
 * know SIP or RTSP.
 */
package org.castbridge.sgw.web;
