/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

/**
 * How busy the media delivery is.
 *
 * @param load 0 for idle to 1 for full: sessions against their maximum, or the lateness of sending
 *     against its limit, whichever is worse
 * @param sessions sessions alive
 * @param accepting whether a new session would be taken now
 */
public record MediaLoad(double load, int sessions, boolean accepting) {}
