/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

/** Session descriptions as they are seen in the field. */
final class Samples {
  private Samples() {}

  /** What a browser offers for a film, shortened to one codec of each kind. */
  static final String BROWSER_OFFER =
      """
      v=0
      o=- 4611731400430051336 2 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=group:BUNDLE 0 1
      a=extmap-allow-mixed
      a=msid-semantic: WMS
      m=video 9 UDP/TLS/RTP/SAVPF 96 97
      c=IN IP4 0.0.0.0
      a=rtcp:9 IN IP4 0.0.0.0
      a=ice-ufrag:Zt9q
      a=ice-pwd:S3ZDtVtJzkV4kMdNwCFuyq8b
      a=ice-options:trickle
      a=fingerprint:sha-256 0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9
      a=setup:actpass
      a=mid:0
      a=recvonly
      a=rtcp-mux
      a=rtpmap:96 H264/90000
      a=rtcp-fb:96 nack pli
      a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
      a=rtpmap:97 rtx/90000
      a=fmtp:97 apt=96
      m=audio 9 UDP/TLS/RTP/SAVPF 111 63
      c=IN IP4 0.0.0.0
      a=ice-ufrag:Zt9q
      a=ice-pwd:S3ZDtVtJzkV4kMdNwCFuyq8b
      a=mid:1
      a=recvonly
      a=rtpmap:111 opus/48000/2
      a=fmtp:111 minptime=10;useinbandfec=1
      a=rtpmap:63 red/48000/2
      a=fmtp:63 111/111
      """
          .replace("\n", "\r\n");

  /** The answer of a Media Control Function. */
  static final String IMS_ANSWER =
      """
      v=0
      o=mdf 1 1 IN IP4 127.0.0.1
      s=-
      c=IN IP4 192.0.2.7
      t=0 0
      a=ice-lite
      m=video 20100 UDP/TLS/RTP/SAVPF 96
      b=AS:4000
      a=sendonly
      m=application 8554 TCP iptv_rtsp
      c=IN IP4 192.0.2.8
      a=setup:passive
      a=connection:new
      a=fmtp:iptv_rtsp h-uri=rtsp://192.0.2.8:8554/cod/harbour
      a=fmtp:iptv_rtsp h-session=s1;timeout=60
      """
          .replace("\n", "\r\n");
}
