/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.Origin;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;

/**
 * Answers a browser's offer: ICE, DTLS-passive, send-only, one bundle, all formats of the offer
 * that can be sent, that of the asset first. A kind of media the browser does not ask for is not
 * sent.
 */
public final class MediaNegotiator {
  private final Random random;
  private final boolean transportCc;

  /**
   * @param random source of SSRCs, the CNAME and the session id; a {@link
   *     java.security.SecureRandom} in earnest
   * @param transportCc whether to agree on transport-wide congestion control where it is offered:
   *     each viewer then reports each packet's arrival, some 16 times a second
   */
  public MediaNegotiator(Random random, boolean transportCc) {
    this.random = random;
    this.transportCc = transportCc;
  }

  /** Without transport-wide congestion control: viewers estimate the bit rate themselves (REMB). */
  public MediaNegotiator(Random random) {
    this(random, false);
  }

  /**
   * @param offerSdp the browser's offer
   * @param film what is played first: it decides what is preferred and what must fit
   * @throws NegotiationException if it cannot be answered
   */
  public Negotiated negotiate(String offerSdp, FilmInfo film, LocalTransport local)
      throws NegotiationException {
    Offer offer = Offer.parse(offerSdp);
    Set<Integer> ssrcs = new HashSet<>();
    Agreed video = agree(offer, Track.VIDEO, film, ssrcs);
    Agreed audio = agree(offer, Track.AUDIO, film, ssrcs);
    if (video == null && audio == null) {
      throw new NegotiationException(
          NegotiationException.Kind.NO_COMMON_CODEC,
          offer.sections().get(0).line().toString(),
          "the offer asks for nothing that the film has: " + codecs(film));
    }
    // RFC 8866 section 5.2: digits, best below 2^63
    String id = Long.toString(random.nextLong() >>> 1);
    return answer(offer, video, audio, local, cname(), id, 1);
  }

  /**
   * Answers a later offer of the same session: new ICE credentials on either side, everything else
   * as it was.
   *
   * @param session as agreed before
   * @param local with the credentials and candidates from now on
   * @throws NegotiationException if the offer is broken, or changes payload types, codecs, streams
   *     or the certificate in mid-session
   */
  public Negotiated restart(Negotiated session, String offerSdp, LocalTransport local)
      throws NegotiationException {
    Offer offer = Offer.parse(offerSdp);
    boolean stereo = session.answerSdp().contains("sprop-stereo=1");
    Agreed video = again(offer, session.video(), stereo);
    Agreed audio = again(offer, session.audio(), stereo);
    Origin origin = origin(session);
    long version = Long.parseLong(origin.version()) + 1;
    Negotiated next =
        answer(offer, video, audio, local, session.cname(), origin.sessionId(), version);
    if (!next.remoteFingerprint().equals(session.remoteFingerprint())) {
      throw NegotiationException.badOffer(
          next.remoteFingerprint().attribute().toString(),
          "the offer changes the DTLS certificate in mid-session");
    }
    return next;
  }

  /** A track and the section of the offer it goes by. */
  private record Agreed(
      MediaDescription section, OfferedFormats offered, NegotiatedTrack track, boolean stereo) {}

  /** Null if this kind of media is not asked for, or the film has none. */
  private Agreed agree(Offer offer, Track kind, FilmInfo film, Set<Integer> ssrcs)
      throws NegotiationException {
    boolean stored = kind == Track.VIDEO ? film.video() != null : film.audio() != null;
    MediaDescription section = stored ? offer.receiving(kind).orElse(null) : null;
    if (section == null) {
      return null;
    }
    OfferedFormats offered = formats(section, kind);
    List<NegotiatedFormat> formats = offered.forFilm(film);
    if (formats.isEmpty()) {
      throw new NegotiationException(
          NegotiationException.Kind.NO_COMMON_CODEC,
          section.line().toString(),
          "the offer lacks the codec of the film's " + section.media() + ": " + codecs(film));
    }
    boolean stereo = film.audios().stream().anyMatch(audio -> audio.channels() > 1);
    return new Agreed(section, offered, track(section, kind, offered, formats, ssrcs), stereo);
  }

  private static OfferedFormats formats(MediaDescription section, Track kind)
      throws NegotiationException {
    try {
      return new OfferedFormats(section, kind);
    } catch (SdpException e) {
      throw NegotiationException.badOffer(e);
    }
  }

  private NegotiatedTrack track(
      MediaDescription section,
      Track kind,
      OfferedFormats offered,
      List<NegotiatedFormat> formats,
      Set<Integer> ssrcs) {
    Protection protection = offered.protection();
    boolean rtx = formats.stream().anyMatch(NegotiatedFormat::retransmits);
    return new NegotiatedTrack(
        kind,
        section.attribute("mid").orElse(null),
        formats,
        new NegotiatedTrack.Sources(
            ssrc(ssrcs), rtx ? ssrc(ssrcs) : 0, protection.flexfec() > 0 ? ssrc(ssrcs) : 0),
        protection,
        HeaderExtensions.of(section, transportCc));
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

  private static String codecs(FilmInfo film) {
    List<String> names = new ArrayList<>();
    film.videos().forEach(v -> names.add((v.codec().encodingName() + " " + v.profile()).trim()));
    film.audios().forEach(a -> names.add(a.codec().encodingName()));
    return String.join(", ", names);
  }

  /** The same track in a later offer; null if there was none. */
  private static Agreed again(Offer offer, NegotiatedTrack track, boolean stereo)
      throws NegotiationException {
    if (track == null) {
      return null;
    }
    MediaDescription section =
        offer.sections().stream()
            .filter(m -> Objects.equals(m.attribute("mid").orElse(null), track.mid()))
            .filter(m -> offer.receiving(track.track()).filter(r -> r == m).isPresent())
            .findFirst()
            .orElseThrow(
                () ->
                    NegotiationException.badOffer(
                        "", "the offer drops a=mid:" + track.mid() + " in mid-session"));
    OfferedFormats offered = formats(section, track.track());
    for (NegotiatedFormat format : track.formats()) {
      if (!offered.sendable().contains(format)) {
        throw NegotiationException.badOffer(
            section.line().toString(),
            "the offer changes payload type "
                + format.payloadType()
                + ", which is "
                + format.codec().encodingName()
                + ", in mid-session");
      }
    }
    HeaderExtensions extensions = HeaderExtensions.of(section, track.transportCcExtensionId() > 0);
    if (!offered.protection().equals(track.protection())
        || !extensions.equals(track.extensions())) {
      throw NegotiationException.badOffer(
          section.line().toString(),
          "the offer changes header extensions or protection formats in mid-session");
    }
    return new Agreed(section, offered, track, stereo);
  }

  private static Origin origin(Negotiated session) {
    try {
      return SdpParser.parse(session.answerSdp()).origin().orElseThrow();
    } catch (SdpException e) {
      throw new IllegalStateException("our own answer", e);
    }
  }

  private static Negotiated answer(
      Offer offer,
      Agreed video,
      Agreed audio,
      LocalTransport local,
      String cname,
      String id,
      long version)
      throws NegotiationException {
    List<Agreed> used = new ArrayList<>();
    for (MediaDescription section : offer.sections()) {
      for (Agreed agreed : new Agreed[] {video, audio}) {
        if (agreed != null && agreed.section() == section) {
          used.add(agreed);
        }
      }
    }
    MediaDescription tagged = offer.tagged(used.stream().map(Agreed::section).toList());
    AnswerWriter writer = new AnswerWriter(local, cname);
    SessionDescription sdp =
        writer
            .session(id, version, bundle(offer, tagged, used))
            .withMedia(sections(offer, used, writer));
    return new Negotiated(
        sdp.toString(),
        video == null ? null : video.track(),
        audio == null ? null : audio.track(),
        cname,
        offer.ice(tagged),
        offer.fingerprint(tagged));
  }

  private static List<String> bundle(Offer offer, MediaDescription tagged, List<Agreed> used) {
    List<String> mids = new ArrayList<>();
    for (Agreed agreed : used) {
      if (agreed.section() != tagged) {
        mids.add(agreed.track().mid());
      } else if (offer.isBundled(tagged)) {
        mids.add(0, agreed.track().mid());
      }
    }
    return mids;
  }

  private static List<MediaDescription> sections(
      Offer offer, List<Agreed> used, AnswerWriter writer) {
    List<MediaDescription> sections = new ArrayList<>();
    for (MediaDescription section : offer.sections()) {
      sections.add(
          used.stream()
              .filter(agreed -> agreed.section() == section)
              .findFirst()
              .map(a -> writer.accepted(section, a.track(), formats(a)))
              .orElseGet(() -> writer.refused(section)));
    }
    return sections;
  }

  private static FormatAnswer formats(Agreed agreed) {
    return new FormatAnswer(agreed.section(), agreed.offered(), agreed.track(), agreed.stereo());
  }
}
