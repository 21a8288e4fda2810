/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

/**
 * What a broadcast session shows.
 *
 * @param channelId the channel
 * @param timeShifted whether the session has gone over to time-shifted television
 */
record BroadcastState(String channelId, boolean timeShifted) {}
