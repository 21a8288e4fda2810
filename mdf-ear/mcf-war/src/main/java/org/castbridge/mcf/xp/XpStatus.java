/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

/**
 * How a Media Delivery Function is.
 *
 * @param id its name
 * @param place where it stands, or the empty text
 * @param load 0 idle to 1 full
 * @param accepting whether it takes new sessions
 */
public record XpStatus(String id, String place, double load, boolean accepting) {}
