/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.publish;

import org.castbridge.media.live.RtpSource;

/**
 * A track the encoder will send.
 *
 * @param format what it will send, with its payload type
 * @param rtxPayloadType of its repetitions (RFC 4588), 0 if it repeats on the stream itself
 * @param mid of its media section, null if it has none
 */
public record PublishedTrack(RtpSource.Format format, int rtxPayloadType, String mid) {}
