/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/** Descriptions as browsers and the MDF write them. */
final class Sdp {
  static final String FINGERPRINT =
      "sha-256 0F:1E:2D:3C:4B:5A:69:78:87:96:A5:B4:C3:D2:E1:F0:0F:1E:2D:3C:4B:5A:69:78:87:96:A5:B4:C3:D2:E1:F0";

  private Sdp() {}

  static String offer() {
    return """
        v=0
        o=- 4611731400430051336 2 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE 0 1
        a=msid-semantic: WMS
        m=video 9 UDP/TLS/RTP/SAVPF 96 97 102
        c=IN IP4 0.0.0.0
        a=rtcp:9 IN IP4 0.0.0.0
        a=ice-ufrag:abcd
        a=ice-pwd:0123456789abcdefghijklmn
        a=ice-options:trickle
        a=fingerprint:%1$s
        a=setup:actpass
        a=mid:0
        a=recvonly
        a=rtcp-mux
        a=rtpmap:96 VP8/90000
        a=rtcp-fb:96 nack
        a=rtpmap:97 rtx/90000
        a=fmtp:97 apt=96
        a=rtpmap:102 H264/90000
        a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
        m=audio 9 UDP/TLS/RTP/SAVPF 111
        c=IN IP4 0.0.0.0
        a=ice-ufrag:abcd
        a=ice-pwd:0123456789abcdefghijklmn
        a=fingerprint:%1$s
        a=setup:actpass
        a=mid:1
        a=sendrecv
        a=rtcp-mux
        a=rtpmap:111 opus/48000/2
        """
        .formatted(FINGERPRINT)
        .replace("\n", "\r\n");
  }

  static String answer() {
    return """
        v=0
        o=mdf 1 1 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE 0 1
        a=ice-lite
        m=video 20100 UDP/TLS/RTP/SAVPF 102
        c=IN IP4 127.0.0.1
        a=ice-ufrag:srvu
        a=ice-pwd:zyxwvutsrqponmlkjihgfedcba
        a=fingerprint:%1$s
        a=setup:passive
        a=mid:0
        a=sendonly
        a=rtcp-mux
        a=rtpmap:102 H264/90000
        a=candidate:1 1 udp 2130706431 127.0.0.1 20100 typ host
        a=end-of-candidates
        m=audio 20100 UDP/TLS/RTP/SAVPF 111
        c=IN IP4 127.0.0.1
        a=ice-ufrag:srvu
        a=ice-pwd:zyxwvutsrqponmlkjihgfedcba
        a=fingerprint:%1$s
        a=setup:passive
        a=mid:1
        a=sendonly
        a=rtcp-mux
        a=rtpmap:111 opus/48000/2
        m=application 8554 TCP iptv_rtsp
        c=IN IP4 127.0.0.1
        a=setup:passive
        a=connection:new
        a=fmtp:iptv_rtsp h-uri=rtsp://127.0.0.1:8554/cod/harbour
        a=fmtp:iptv_rtsp h-session=s1;timeout=60
        """
        .formatted(FINGERPRINT)
        .replace("\n", "\r\n");
  }
}
