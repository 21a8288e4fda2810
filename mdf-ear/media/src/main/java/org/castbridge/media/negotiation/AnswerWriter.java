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
import org.castbridge.signalling.sdp.RtpMap;
import org.castbridge.signalling.sdp.SessionDescription;

/** Writes the answer of an ICE-lite, DTLS-passive sender (RFC 8829 section 5.3). */
final class AnswerWriter {
  private static final String MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid";

  private final LocalTransport local;
  private final String cname;

  AnswerWriter(LocalTransport local, String cname) {
    this.local = local;
    this.cname = cname;
  }

  SessionDescription session(long sessionId, List<String> bundledMids) {
    Connection address = address();
    Origin origin =
        new Origin(
            "-", Long.toString(sessionId), "1", "IN", address.addressType(), address.address());
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

  MediaDescription accepted(MediaDescription offered, CodecChoice choice, NegotiatedTrack track) {
    List<String> formats = new ArrayList<>();
    formats.add(Integer.toString(track.payloadType()));
    if (track.retransmits()) {
      formats.add(Integer.toString(track.rtxPayloadType()));
    }
    MediaDescription section =
        MediaDescription.of(
            offered.media(),
            local.addresses().get(0).getPort(),
            offered.protocol(),
            formats.toArray(String[]::new));
    section = section.with(address().line());
    List<Attribute> attributes = new ArrayList<>();
    transport(attributes);
    identification(offered, track, attributes);
    format(offered, choice.format(), attributes);
    feedback(offered, track, attributes);
    if (track.retransmits()) {
      format(offered, choice.rtx(), attributes);
    }
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
    if (track.midExtensionId() > 0) {
      out.add(new Attribute("extmap", midExtension(offered).answer() + " " + MID_URI));
    }
    out.add(Attribute.property(Direction.SENDONLY.attributeName()));
    // one stream id for both tracks: what makes the browser keep them in step (RFC 8830)
    out.add(new Attribute("msid", cname + " " + offered.media()));
    out.add(Attribute.property("rtcp-mux"));
    if (offered.hasAttribute("rtcp-rsize")) {
      out.add(Attribute.property("rtcp-rsize"));
    }
  }

  private static void format(MediaDescription offered, RtpMap format, List<Attribute> out) {
    out.add(format.attribute());
    // the browser knows its formats by the parameters it offered: they are repeated as they were
    String prefix = format.payloadType() + " ";
    for (String fmtp : offered.attributes("fmtp")) {
      if (fmtp.trim().startsWith(prefix)) {
        out.add(new Attribute("fmtp", fmtp.trim()));
      }
    }
  }

  /** Of what we act upon, that which was offered (RFC 4585 section 4.2); never transport-cc. */
  private static void feedback(
      MediaDescription offered, NegotiatedTrack track, List<Attribute> out) {
    List<String> ours =
        track.retransmits()
            ? List.of("nack", "nack pli", "ccm fir")
            : List.of("nack pli", "ccm fir");
    List<String> theirs = offered.attributes("rtcp-fb").stream().map(String::trim).toList();
    for (String kind : ours) {
      if (theirs.contains(track.payloadType() + " " + kind) || theirs.contains("* " + kind)) {
        out.add(new Attribute("rtcp-fb", track.payloadType() + " " + kind));
      }
    }
  }

  private void sources(NegotiatedTrack track, List<Attribute> out) {
    String ssrc = Integer.toUnsignedString(track.ssrc());
    if (track.retransmits()) {
      String rtx = Integer.toUnsignedString(track.rtxSsrc());
      out.add(new Attribute("ssrc-group", "FID " + ssrc + " " + rtx));
      out.add(new Attribute("ssrc", ssrc + " cname:" + cname));
      out.add(new Attribute("ssrc", rtx + " cname:" + cname));
    } else {
      out.add(new Attribute("ssrc", ssrc + " cname:" + cname));
    }
  }

  /**
   * The offered MID header extension; id 0 if there is none that a sender could use.
   *
   * @param answer what to answer before the URI
   */
  record MidExtension(int id, String answer) {}

  static MidExtension midExtension(MediaDescription offered) {
    for (String extmap : offered.attributes("extmap")) {
      String[] parts = extmap.trim().split(" +");
      if (parts.length >= 2
          && parts[1].equals(MID_URI)
          && parts[0].matches("[0-9]{1,2}(/[a-z]+)?")) {
        String[] idAndDirection = parts[0].split("/");
        int id = Integer.parseInt(idAndDirection[0]);
        String direction = idAndDirection.length == 2 ? idAndDirection[1] : "";
        // RFC 8285 section 7: what they only receive we only send
        boolean sendable =
            direction.isEmpty() || direction.equals("sendrecv") || direction.equals("recvonly");
        if (sendable && id >= 1 && id <= 14) {
          return new MidExtension(id, direction.isEmpty() ? parts[0] : id + "/sendonly");
        }
      }
    }
    return new MidExtension(0, "");
  }
}
