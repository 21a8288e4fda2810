/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

import java.util.List;
import org.castbridge.signalling.sdp.Fingerprint;
import org.castbridge.signalling.sdp.IceParameters;

/**
 * What a Media Delivery Function is asked to set up (patent [0040]: resource id, fingerprint, ICE
 * credentials and candidates, connection details).
 *
 * @param resource the content id
 * @param offer the offer without its control section, SDP
 * @param fingerprint of the viewer's DTLS certificate
 * @param ice the viewer's ICE credentials and candidates
 * @param connection details of the connection
 * @param correlation our session
 * @param events where to report what happens
 */
public record XpOffer(
    String resource,
    String offer,
    Fingerprint fingerprint,
    IceParameters ice,
    Details connection,
    String correlation,
    String events) {

  /**
   * Details of the connection.
   *
   * @param setup who begins the DTLS handshake, as {@code actpass}
   * @param protocol as {@code UDP/TLS/RTP/SAVPF}
   * @param bundle the media ids that share one transport
   * @param rtcpMux whether RTCP shares the port of RTP
   * @param accessNetwork the viewer's access network (P-Access-Network-Info), or null
   */
  public record Details(
      String setup, String protocol, List<String> bundle, boolean rtcpMux, String accessNetwork) {
    public Details {
      bundle = List.copyOf(bundle);
    }
  }
}
