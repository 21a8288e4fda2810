/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Live channels: whatever the source is, it becomes tracks of access units in channel time, cut
 * into packets once and shared by all viewers (patent: what the MDF 50 receives as IPTV content and
 * delivers). One thread feeds a channel, any number of event loops read it, without locks. Knows
 * nothing of viewers, sockets or files.
 */
package org.castbridge.media.channel;
