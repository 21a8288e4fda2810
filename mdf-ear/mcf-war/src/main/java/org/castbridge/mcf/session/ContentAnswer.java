/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.signalling.sdp.IptvRtsp;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;

/**
 * The answer to an offer for a film: that of the Media Delivery Function, and where to control it.
 */
final class ContentAnswer {
  private ContentAnswer() {}

  /**
   * Puts the control section where the offer has it.
   *
   * @param mdfAnswer the Media Delivery Function's answer, SDP
   * @throws SdpException if it is malformed or has other sections than the offer
   */
  static String of(ContentOffer offer, String mdfAnswer, IptvRtsp control) throws SdpException {
    SessionDescription answer = SdpParser.parse(mdfAnswer);
    if (answer.media().size() != offer.media().media().size()) {
      throw new SdpException("", "the answer has other sections than the offer");
    }
    List<MediaDescription> sections = new ArrayList<>(answer.media());
    sections.add(offer.controlIndex(), control.section());
    return answer.withMedia(sections).toString();
  }
}
