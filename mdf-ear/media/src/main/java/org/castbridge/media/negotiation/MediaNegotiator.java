/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SessionDescription;

/**
 * Answers a browser's offer for one film: ICE-lite, DTLS-passive, send-only, one bundle, the codecs
 * the film is stored in and no others. A kind of media the browser does not ask for is not sent.
 */
public final class MediaNegotiator {
  private final Random random;

  /**
   * @param random source of SSRCs, the CNAME and the session id; a {@link
   *     java.security.SecureRandom} in earnest
   */
  public MediaNegotiator(Random random) {
    this.random = random;
  }

  /**
   * @param offerSdp the browser's offer
   * @throws NegotiationException if it cannot be answered
   */
  public Negotiated negotiate(String offerSdp, FilmInfo film, LocalTransport local)
      throws NegotiationException {
    Offer offer = Offer.parse(offerSdp);
    Map<MediaDescription, CodecChoice> choices = new IdentityHashMap<>();
    MediaDescription video = choose(offer, Track.VIDEO, film, choices);
    MediaDescription audio = choose(offer, Track.AUDIO, film, choices);
    if (choices.isEmpty()) {
      throw new NegotiationException(
          NegotiationException.Kind.NO_COMMON_CODEC,
          offer.sections().get(0).line().toString(),
          "the offer asks for nothing that the film has: " + codecs(film));
    }
    MediaDescription tagged =
        offer.tagged(offer.sections().stream().filter(choices::containsKey).toList());
    IceCredentials remoteIce = offer.ice(tagged);
    Fingerprint remoteFingerprint = offer.fingerprint(tagged);
    Set<Integer> ssrcs = new HashSet<>();
    Map<MediaDescription, NegotiatedTrack> tracks = new IdentityHashMap<>();
    choices.forEach((section, choice) -> tracks.put(section, track(section, choice, film, ssrcs)));
    String cname = cname();
    return new Negotiated(
        answer(offer, tagged, choices, tracks, new AnswerWriter(local, cname)).toString(),
        tracks.get(video),
        tracks.get(audio),
        cname,
        remoteIce,
        remoteFingerprint);
  }

  /**
   * The section for this kind of media and, in {@code choices}, its codec; null if it is not asked
   * for.
   */
  private static MediaDescription choose(
      Offer offer, Track track, FilmInfo film, Map<MediaDescription, CodecChoice> choices)
      throws NegotiationException {
    boolean stored = track == Track.VIDEO ? film.video() != null : film.audio() != null;
    MediaDescription section = stored ? offer.receiving(track).orElse(null) : null;
    if (section == null) {
      return null;
    }
    try {
      Optional<CodecChoice> choice =
          track == Track.VIDEO
              ? CodecChoice.video(section, film.video())
              : CodecChoice.first(section, film.audio().codec());
      choices.put(section, choice.orElseThrow(() -> noCommonCodec(section, film)));
      return section;
    } catch (SdpException e) {
      throw NegotiationException.badOffer(e);
    }
  }

  private static NegotiationException noCommonCodec(MediaDescription section, FilmInfo film) {
    return new NegotiationException(
        NegotiationException.Kind.NO_COMMON_CODEC,
        section.line().toString(),
        "the offer lacks the codec of the film's " + section.media() + ": " + codecs(film));
  }

  private static String codecs(FilmInfo film) {
    List<String> names = new ArrayList<>();
    if (film.video() != null) {
      String profile = film.video().profileLevelId();
      names.add(
          film.video().codec().encodingName()
              + (profile == null ? "" : " profile-level-id " + profile + " packetization-mode 1"));
    }
    if (film.audio() != null) {
      names.add(film.audio().codec().encodingName());
    }
    return String.join(", ", names);
  }

  private NegotiatedTrack track(
      MediaDescription section, CodecChoice choice, FilmInfo film, Set<Integer> ssrcs) {
    boolean rtx = choice.rtx() != null;
    String mid = section.attribute("mid").orElse(null);
    boolean midFits = mid != null && !mid.isEmpty() && mid.length() <= 16;
    return new NegotiatedTrack(
        section.media().equals("video") ? film.video().codec() : film.audio().codec(),
        mid,
        choice.format().payloadType(),
        rtx ? choice.rtx().payloadType() : -1,
        ssrc(ssrcs),
        rtx ? ssrc(ssrcs) : 0,
        midFits ? AnswerWriter.midExtension(section).id() : 0);
  }

  private int ssrc(Set<Integer> taken) {
    int ssrc = random.nextInt();
    while (ssrc == 0 || !taken.add(ssrc)) {
      ssrc = random.nextInt();
    }
    return ssrc;
  }

  /** RFC 7022 section 4.2: a short-term persistent CNAME of 96 random bits. */
  private String cname() {
    byte[] bits = new byte[12];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  private SessionDescription answer(
      Offer offer,
      MediaDescription tagged,
      Map<MediaDescription, CodecChoice> choices,
      Map<MediaDescription, NegotiatedTrack> tracks,
      AnswerWriter writer) {
    List<MediaDescription> sections = new ArrayList<>();
    List<String> bundle = new ArrayList<>();
    if (offer.isBundled(tagged)) {
      bundle.add(tracks.get(tagged).mid());
    }
    for (MediaDescription section : offer.sections()) {
      NegotiatedTrack track = tracks.get(section);
      sections.add(
          track == null
              ? writer.refused(section)
              : writer.accepted(section, choices.get(section), track));
      if (track != null && section != tagged) {
        bundle.add(track.mid());
      }
    }
    // RFC 8866 section 5.2: digits, best below 2^63
    return writer.session(random.nextLong() >>> 1, bundle).withMedia(sections);
  }
}
