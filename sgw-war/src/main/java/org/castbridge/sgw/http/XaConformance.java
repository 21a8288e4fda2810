/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.castbridge.sgw.control.CatalogueItem;
import org.castbridge.sgw.control.ChannelItem;
import org.castbridge.signalling.xml.BroadcastChannel;
import org.castbridge.signalling.xml.BroadcastDiscovery;
import org.castbridge.signalling.xml.TvaCatalogue;
import org.castbridge.signalling.xml.XmlException;

/** Validates what comes on Xa and reads it into the control engine's terms. */
final class XaConformance {
  /** Largest catalogue, in bytes. */
  static final int CATALOGUE_LIMIT = 8 * 1024 * 1024;

  /** Largest poster, in bytes. */
  static final int POSTER_LIMIT = 1024 * 1024;

  static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
  private static final Set<String> IMAGES =
      Set.of("image/jpeg", "image/png", "image/webp", "image/avif", "image/gif");

  private XaConformance() {}

  /** A catalogue and where its posters are. */
  record Catalogue(List<CatalogueItem> items, Map<String, URI> posters) {}

  /**
   * Reads a catalogue.
   *
   * @param base address of the SSF; posters are given relative to it
   */
  static Catalogue catalogue(URI base, String contentType, byte[] body)
      throws XaConformanceException {
    requireXml(contentType);
    try {
      TvaCatalogue tva = TvaCatalogue.parse(new String(body, StandardCharsets.UTF_8));
      List<CatalogueItem> items = new ArrayList<>();
      Map<String, URI> posters = new HashMap<>();
      for (var film : tva.items()) {
        if (CONTENT_ID.matcher(film.contentId()).matches()) {
          items.add(item(film));
          poster(base, film, posters);
        }
      }
      return new Catalogue(List.copyOf(items), posters);
    } catch (XmlException e) {
      throw new XaConformanceException(e.getMessage());
    }
  }

  private static void requireXml(String contentType) throws XaConformanceException {
    String type = type(contentType);
    if (!type.equals("application/xml") && !type.equals("text/xml") && !type.endsWith("+xml")) {
      throw new XaConformanceException("media type " + type);
    }
  }

  /** Reads the channels. */
  static List<ChannelItem> channels(String contentType, byte[] body) throws XaConformanceException {
    requireXml(contentType);
    try {
      var discovery = BroadcastDiscovery.parse(new String(body, StandardCharsets.UTF_8));
      return discovery.channels().stream()
          .map(channel -> item(discovery.serviceId(channel), channel))
          .toList();
    } catch (XmlException e) {
      throw new XaConformanceException(e.getMessage());
    }
  }

  private static ChannelItem item(String serviceId, BroadcastChannel channel) {
    return new ChannelItem(
        channel.id(),
        serviceId,
        channel.title(),
        channel.number(),
        channel.servicePackage() == null ? "" : channel.servicePackage(),
        channel.minimumAge(),
        channel.timeShift(),
        channel.entitled() == null || channel.entitled());
  }

  private static CatalogueItem item(org.castbridge.signalling.xml.CatalogueItem film) {
    return new CatalogueItem(
        film.contentId(),
        film.title(),
        film.synopsis() == null ? "" : film.synopsis(),
        film.duration().toMillis() / 1000.0,
        film.posterUri() == null ? null : "/poster/" + film.contentId(),
        film.minimumAge(),
        film.servicePackage() == null ? "" : film.servicePackage(),
        film.entitled() == null || film.entitled(),
        film.codec());
  }

  /** A poster of another host than the SSF's is not fetched: we are no proxy for strangers. */
  private static void poster(
      URI base, org.castbridge.signalling.xml.CatalogueItem film, Map<String, URI> posters) {
    if (film.posterUri() == null) {
      return;
    }
    try {
      URI uri = base.resolve(film.posterUri());
      if (base.getRawAuthority().equals(uri.getRawAuthority())
          && base.getScheme().equals(uri.getScheme())) {
        posters.put(film.contentId(), uri);
      }
    } catch (IllegalArgumentException e) {
      posters.remove(film.contentId());
    }
  }

  /** The media type of a picture. */
  static String image(String contentType) throws XaConformanceException {
    String type = type(contentType);
    if (!IMAGES.contains(type)) {
      throw new XaConformanceException("media type " + type);
    }
    return type;
  }

  private static String type(String contentType) {
    return contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
  }
}
