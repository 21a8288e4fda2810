/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * The outcome of offer and answer.
 *
 * @param answerSdp to be sent back
 * @param video null if no picture is sent
 * @param audio null if no sound is sent
 * @param cname canonical name of all streams (RFC 7022: random for each session)
 * @param remoteIce the browser's credentials
 * @param remoteFingerprint what the browser's DTLS certificate must hash to (SHA-256)
 */
public record Negotiated(
    String answerSdp,
    NegotiatedTrack video,
    NegotiatedTrack audio,
    String cname,
    IceCredentials remoteIce,
    Fingerprint remoteFingerprint) {}
