/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.ice.IceCandidate;
import org.castbridge.signalling.sdp.Attribute;
import org.castbridge.signalling.sdp.Connection;
import org.castbridge.signalling.sdp.Direction;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.Origin;
import org.castbridge.signalling.sdp.SessionDescription;

/** Writes the answer of an ICE-lite, DTLS-passive sender (RFC 8829 section 5.3). */
final class AnswerWriter {
  private final LocalTransport local;
  private final String cname;

  AnswerWriter(LocalTransport local, String cname) {
    this.local = local;
    this.cname = cname;
  }

  /**
   * @param version counts the answers of this session (RFC 8866 section 5.2)
   */
  SessionDescription session(String sessionId, long version, List<String> bundledMids) {
    Connection address = address();
    Origin origin =
        new Origin(
            "-", sessionId, Long.toString(version), "IN", address.addressType(), address.address());
    SessionDescription session = SessionDescription.of(origin);
    if (!bundledMids.isEmpty()) {
      session = session.with(new Attribute("group", "BUNDLE " + String.join(" ", bundledMids)));
    }
    return local.lite() ? session.with(Attribute.property("ice-lite")) : session;
  }

  /** RFC 3264 section 6: a refused section keeps its place, with port 0. */
  MediaDescription refused(MediaDescription offered) {
    MediaDescription section =
        MediaDescription.of(
            offered.media(), 0, offered.protocol(), offered.formats().toArray(String[]::new));
    section = section.with(Connection.of("0.0.0.0").line());
    String mid = offered.attribute("mid").orElse(null);
    return mid == null ? section : section.with(new Attribute("mid", mid));
  }

  MediaDescription accepted(MediaDescription offered, NegotiatedTrack track, FormatAnswer formats) {
    MediaDescription section =
        MediaDescription.of(
            offered.media(),
            local.addresses().get(0).getPort(),
            offered.protocol(),
            formats.payloadTypes().toArray(String[]::new));
    section = section.with(address().line());
    List<Attribute> attributes = new ArrayList<>();
    transport(attributes);
    identification(offered, track, attributes);
    attributes.addAll(formats.attributes());
    sources(track, attributes);
    for (Attribute attribute : attributes) {
      section = section.with(attribute);
    }
    return section;
  }

  private Connection address() {
    return Connection.of(literal(local.addresses().get(0)));
  }

  private static String literal(InetSocketAddress address) {
    String text = address.getAddress().getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  private void transport(List<Attribute> out) {
    for (IceCandidate candidate : local.candidates()) {
      out.add(new Attribute("candidate", candidate.toString()));
    }
    out.add(Attribute.property("end-of-candidates"));
    out.add(new Attribute("ice-ufrag", local.ice().ufrag()));
    out.add(new Attribute("ice-pwd", local.ice().pwd()));
    out.add(local.fingerprint().attribute());
    // passive: as DTLS server we choose the SRTP profile, and get AES-GCM
    out.add(new Attribute("setup", "passive"));
  }

  private void identification(
      MediaDescription offered, NegotiatedTrack track, List<Attribute> out) {
    if (track.mid() != null) {
      out.add(new Attribute("mid", track.mid()));
    }
    out.addAll(track.extensions().answer(offered));
    out.add(Attribute.property(Direction.SENDONLY.attributeName()));
    // one stream id for both tracks: what makes the browser keep them in step (RFC 8830)
    out.add(new Attribute("msid", cname + " " + offered.media()));
    out.add(Attribute.property("rtcp-mux"));
    if (offered.hasAttribute("rtcp-rsize")) {
      out.add(Attribute.property("rtcp-rsize"));
    }
  }

  private void sources(NegotiatedTrack track, List<Attribute> out) {
    List<Integer> announced = new ArrayList<>(List.of(track.ssrc()));
    group("FID", track.ssrc(), track.rtxSsrc(), announced, out);
    group("FEC-FR", track.ssrc(), track.flexfecSsrc(), announced, out);
    for (int ssrc : announced) {
      out.add(new Attribute("ssrc", Integer.toUnsignedString(ssrc) + " cname:" + cname));
    }
  }

  /** RFC 5576 section 4.2: that {@code second} belongs to {@code first}; 0 for none. */
  private static void group(
      String semantics, int first, int second, List<Integer> announced, List<Attribute> out) {
    if (second != 0) {
      announced.add(second);
      String sources = Integer.toUnsignedString(first) + " " + Integer.toUnsignedString(second);
      out.add(new Attribute("ssrc-group", semantics + " " + sources));
    }
  }
}
