/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.publish;

import java.util.List;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * What was agreed with an encoder.
 *
 * @param tracks the picture, if it sends one, and the sounds, in the offer's order
 */
public record Publication(
    String answerSdp,
    List<PublishedTrack> tracks,
    IceCredentials remoteIce,
    Fingerprint remoteFingerprint) {
  public Publication {
    tracks = List.copyOf(tracks);
  }
}
