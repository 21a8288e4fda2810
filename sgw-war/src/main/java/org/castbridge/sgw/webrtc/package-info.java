/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * WebRTC Client Signalling Handler (patent part 402, [0035]): the WebSocket endpoint of W2. {@link
 * org.castbridge.sgw.webrtc.W2Endpoint} sends and receives, {@link
 * org.castbridge.sgw.webrtc.W2MessageBuilder} builds, {@link
 * org.castbridge.sgw.webrtc.W2Conformance} validates ([0034]). It must not know SIP, RTSP or Xa.
 */
package org.castbridge.sgw.webrtc;
