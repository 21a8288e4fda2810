/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The television channels of this MDF: what {@code channels.json} says, opened at the start and
 * kept in step with it. How a channel gets its pictures is the resource adapter's business, how its
 * past is kept the content library's.
 */
package org.castbridge.mdf.control.channel;
