/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.ssf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castbridge.iptv.data.Catalogue;
import org.castbridge.iptv.data.DatabaseUnavailableException;
import org.castbridge.iptv.data.Film;
import org.castbridge.iptv.data.Viewer;
import org.castbridge.iptv.sip.Impu;
import org.castbridge.signalling.ims.TrustDomain;
import org.castbridge.signalling.xml.BroadcastDiscovery;
import org.castbridge.signalling.xml.TvaCatalogue;

/** Answers GET and HEAD on Xa (TS 102 034 clause 5.4.2; TS 102 539 for the guide). */
public final class XaHandler {
  static final String GUIDE_PATH = "/dvb/bcg";

  static final String CHANNELS_PATH = "/" + BroadcastDiscovery.PATH;

  /** Broadband content guide (TS 102 034 clause 5.4.4.1). */
  private static final String GUIDE_PAYLOAD = "06";

  private static final Pattern POSTER = Pattern.compile("/posters/([A-Za-z0-9_-]{1,64})\\.jpg");
  private static final int RETRY_SECONDS = 5;

  private final Catalogue catalogue;
  private final Posters posters;
  private final TrustDomain trustedPeers;
  private final String authority;

  XaHandler(Catalogue catalogue, Posters posters, Set<String> trustedPeers, String authority) {
    this.catalogue = catalogue;
    this.posters = posters;
    this.trustedPeers = TrustDomain.of(trustedPeers);
    this.authority = authority;
  }

  /** Answers. */
  XaResponse answer(XaRequest request) throws IOException {
    try {
      Matcher poster = POSTER.matcher(request.path());
      if (poster.matches()) {
        return poster(poster.group(1), request);
      }
      return switch (request.path()) {
        case GUIDE_PATH -> guide(request);
        case CHANNELS_PATH -> channels(request);
        default -> XaResponse.refusal(404, "There is nothing at " + request.path() + ".");
      };
    } catch (DatabaseUnavailableException e) {
      return XaResponse.refusal(
              503, "The service's database is not available at the moment; try again later.")
          .with("Retry-After", Integer.toString(RETRY_SECONDS));
    }
  }

  private XaResponse guide(XaRequest request) throws DatabaseUnavailableException {
    if (request.payload() == null) {
      return XaResponse.refusal(400, "The query parameter Payload is missing; 06 is the guide.");
    }
    if (!request.payload().equals(GUIDE_PAYLOAD)) {
      return XaResponse.refusal(404, "Only payload 06, the content guide, is offered here.");
    }
    return personal(request, this::guideFor);
  }

  private XaResponse channels(XaRequest request) throws DatabaseUnavailableException {
    if (request.payload() == null) {
      return XaResponse.refusal(
          400, "The query parameter Payload is missing; 02 are the broadcast services.");
    }
    if (!request.payload().equals(BroadcastDiscovery.PAYLOAD)) {
      return XaResponse.refusal(404, "Only payload 02, the broadcast services, is offered here.");
    }
    return personal(request, this::channelsFor);
  }

  private interface Document {
    XaResponse of(Optional<Viewer> viewer, XaRequest request) throws DatabaseUnavailableException;
  }

  private XaResponse personal(XaRequest request, Document document)
      throws DatabaseUnavailableException {
    if (request.intendedIdentity() == null) {
      return document.of(Optional.empty(), request);
    }
    if (!trustedPeers.contains(request.peer())) {
      return XaResponse.refusal(403, "You are not trusted to ask on behalf of a user.");
    }
    Optional<String> impu = Impu.of(request.intendedIdentity());
    return impu.isEmpty()
        ? XaResponse.refusal(400, "X-3GPP-Intended-Identity names no public user identity.")
        : document.of(Optional.of(catalogue.viewer(impu.get())), request);
  }

  private XaResponse guideFor(Optional<Viewer> viewer, XaRequest request)
      throws DatabaseUnavailableException {
    String xml = CatalogueDocument.of(catalogue.films(), viewer, authority);
    return document(TvaCatalogue.MIME_TYPE, xml, viewer, request);
  }

  private XaResponse channelsFor(Optional<Viewer> viewer, XaRequest request)
      throws DatabaseUnavailableException {
    String xml = ChannelDocument.of(catalogue.channels(), viewer, authority);
    return document(BroadcastDiscovery.MIME_TYPE, xml, viewer, request);
  }

  private static XaResponse document(
      String type, String xml, Optional<Viewer> viewer, XaRequest request) {
    byte[] body = xml.getBytes(UTF_8);
    return XaResponse.document(
        type,
        EntityTags.of(body),
        viewer.isPresent() ? "private, no-cache" : "no-cache",
        body,
        request.ifNoneMatch());
  }

  private XaResponse poster(String id, XaRequest request)
      throws DatabaseUnavailableException, IOException {
    Optional<Film> film = catalogue.film(id);
    Optional<byte[]> image = film.isEmpty() ? Optional.empty() : posters.read(film.get());
    if (image.isEmpty()) {
      return XaResponse.refusal(404, "There is no poster of " + id + ".");
    }
    return XaResponse.document(
        "image/jpeg",
        EntityTags.of(image.get()),
        "public, max-age=60",
        image.get(),
        request.ifNoneMatch());
  }
}
