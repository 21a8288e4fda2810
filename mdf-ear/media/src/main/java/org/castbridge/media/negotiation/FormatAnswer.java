/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.castbridge.media.film.Codec;
import org.castbridge.signalling.sdp.Attribute;
import org.castbridge.signalling.sdp.Fmtp;
import org.castbridge.signalling.sdp.MediaDescription;

/** The lines of the answer that tell of payload formats: those shared, and nothing else. */
final class FormatAnswer {
  private final MediaDescription offered;
  private final OfferedFormats maps;
  private final NegotiatedTrack track;

  /** The asset's sound has more than one channel. */
  private final boolean stereo;

  FormatAnswer(
      MediaDescription offered, OfferedFormats maps, NegotiatedTrack track, boolean stereo) {
    this.offered = offered;
    this.maps = maps;
    this.track = track;
    this.stereo = stereo;
  }

  /** The payload types of the m= line, the preferred format first. */
  List<String> payloadTypes() {
    List<String> types = new ArrayList<>();
    for (NegotiatedFormat format : track.formats()) {
      add(types, format.payloadType());
      add(types, format.rtxPayloadType());
    }
    add(types, track.protection().red());
    add(types, track.protection().flexfec());
    return types;
  }

  private static void add(List<String> types, int payloadType) {
    if (payloadType > 0) {
      types.add(Integer.toString(payloadType));
    }
  }

  List<Attribute> attributes() {
    List<Attribute> out = new ArrayList<>();
    for (NegotiatedFormat format : track.formats()) {
      describe(format.payloadType(), format.codec() == Codec.OPUS && stereo, out);
      feedback(format, out);
      describe(format.rtxPayloadType(), false, out);
    }
    describe(track.protection().red(), false, out);
    describe(track.protection().flexfec(), false, out);
    return out;
  }

  private void describe(int payloadType, boolean stereoOpus, List<Attribute> out) {
    if (payloadType <= 0) {
      return;
    }
    out.add(maps.map(payloadType).attribute());
    if (stereoOpus) {
      out.add(stereo(payloadType));
      return;
    }
    // the browser knows its formats by the parameters it offered: they are repeated as they were
    String prefix = payloadType + " ";
    for (String fmtp : offered.attributes("fmtp")) {
      if (fmtp.trim().startsWith(prefix)) {
        out.add(new Attribute("fmtp", fmtp.trim()));
      }
    }
  }

  /** RFC 7587 section 6.1: that two channels are coming, and would be taken. */
  private Attribute stereo(int payloadType) {
    Fmtp fmtp = offered.fmtp(Integer.toString(payloadType));
    Map<String, List<String>> parameters = new LinkedHashMap<>(fmtp.parameters());
    parameters.put("stereo", List.of("1"));
    parameters.put("sprop-stereo", List.of("1"));
    return new Fmtp(Integer.toString(payloadType), parameters).attribute();
  }

  /** Of what we act upon, that which was offered (RFC 4585 section 4.2). */
  private void feedback(NegotiatedFormat format, List<Attribute> out) {
    List<String> ours = new ArrayList<>();
    if (format.retransmits()) {
      ours.add("nack");
    }
    if (track.transportCcExtensionId() > 0) {
      ours.add("transport-cc");
    }
    ours.addAll(List.of("nack pli", "ccm fir", "goog-remb"));
    List<String> theirs = offered.attributes("rtcp-fb").stream().map(String::trim).toList();
    for (String kind : ours) {
      if (theirs.contains(format.payloadType() + " " + kind) || theirs.contains("* " + kind)) {
        out.add(new Attribute("rtcp-fb", format.payloadType() + " " + kind));
      }
    }
  }
}
