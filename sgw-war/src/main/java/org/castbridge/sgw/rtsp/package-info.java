/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * RTSP Handler (patent part 408, [0038]): the client of Xc. {@link
 * org.castbridge.sgw.rtsp.RtspConnection} sends and receives, {@link
 * org.castbridge.sgw.rtsp.RtspMessageBuilder} builds, {@link
 * org.castbridge.sgw.rtsp.RtspConformance} validates ([0034]). It decides nothing about films.
 */
package org.castbridge.sgw.rtsp;
