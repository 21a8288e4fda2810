/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * WHIP (RFC 9725): encoders such as OBS, GStreamer and browsers publish to the channels whose input
 * is {@code whip}, each with its own bearer token.
 */
package org.castbridge.mdf.control.whip;
