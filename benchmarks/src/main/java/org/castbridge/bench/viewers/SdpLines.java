/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;

/** What the load generator needs of a session description, found by pattern. */
final class SdpLines {
  private final String sdp;

  SdpLines(String sdp) {
    this.sdp = sdp;
  }

  String find(String pattern) throws IOException {
    Matcher m = Pattern.compile(pattern).matcher(sdp);
    if (!m.find()) {
      throw new IOException("no " + pattern + " in the server's description:\n" + sdp);
    }
    return m.group(1);
  }

  IceCredentials ice() throws IOException {
    return new IceCredentials(find("a=ice-ufrag:(\\S+)"), find("a=ice-pwd:(\\S+)"));
  }

  Fingerprint fingerprint() throws IOException {
    return new Fingerprint("sha-256", find("a=fingerprint:sha-256 (\\S+)"));
  }

  /** The first UDP candidate over IPv4. */
  InetSocketAddress candidate() throws IOException {
    String[] parts =
        find("a=candidate:\\S+ 1 (?i:udp) \\d+ (\\d+\\.\\d+\\.\\d+\\.\\d+ \\d+) typ").split(" ");
    return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
  }

  /** Payload type of a codec, named as in rtpmap. */
  int payloadType(String codec) throws IOException {
    return Integer.parseInt(find("a=rtpmap:(\\d+) (?i:" + codec + ")/"));
  }

  /** The payload type of the first of these codecs that is there. */
  int firstPayloadType(String... codecs) throws IOException {
    return payloadType("(?:" + String.join("|", codecs) + ")");
  }
}
