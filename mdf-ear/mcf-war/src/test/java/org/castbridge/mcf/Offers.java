/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf;

/** Offers as the Signalling Gateway sends them. */
public final class Offers {
  private Offers() {}

  public static final String FILM =
      """
      v=0
      o=- 46117 2 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=group:BUNDLE 0 1
      m=video 9 UDP/TLS/RTP/SAVPF 96
      c=IN IP4 0.0.0.0
      b=AS:4000
      a=ice-ufrag:Zt9q
      a=ice-pwd:S3ZDtVtJzkV4kMdNwCFuyq8b
      a=ice-options:trickle
      a=candidate:1 1 udp 2130706431 127.0.0.1 40000 typ host
      a=fingerprint:sha-256 0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9
      a=setup:actpass
      a=mid:0
      a=recvonly
      a=rtcp-mux
      a=rtpmap:96 H264/90000
      m=audio 9 UDP/TLS/RTP/SAVPF 111
      c=IN IP4 0.0.0.0
      a=ice-ufrag:Zt9q
      a=ice-pwd:S3ZDtVtJzkV4kMdNwCFuyq8b
      a=fingerprint:sha-256 0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9
      a=setup:actpass
      a=mid:1
      a=recvonly
      a=rtcp-mux
      a=rtpmap:111 opus/48000/2
      m=application 9 TCP iptv_rtsp
      a=setup:active
      a=connection:new
      """
          .replace("\n", "\r\n");

  /** An offer to watch a channel. */
  public static String channel(String service, String servicePackage) {
    String attributes =
        "t=0 0\r\na=bc_service:" + service + "\r\na=bc_service_package:" + servicePackage;
    return FILM.replace("t=0 0", attributes);
  }
}
