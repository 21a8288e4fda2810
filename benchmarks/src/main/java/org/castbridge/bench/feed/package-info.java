/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** The pictures and sound everything is measured with: made once by ffmpeg, sent as live RTP. */
package org.castbridge.bench.feed;
