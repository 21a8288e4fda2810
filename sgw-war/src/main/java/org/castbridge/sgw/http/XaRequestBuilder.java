/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.castbridge.signalling.xml.BroadcastDiscovery;

/** Builds the requests on Xa. */
final class XaRequestBuilder {
  /** Broadband content guide of DVB (ETSI TS 102 539): the films. */
  private static final String CATALOGUE = "dvb/bcg?Payload=06";

  /** Broadcast services of DVB (ETSI TS 102 034): the channels. */
  private static final String CHANNELS =
      BroadcastDiscovery.PATH + "?Payload=" + BroadcastDiscovery.PAYLOAD;

  private final Duration timeout;

  XaRequestBuilder(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * The personalised catalogue.
   *
   * @param identity public identity; 3GPP TS 26.237 clause 7.2 sends it in quotes
   * @param etag of the kept one, or null
   */
  HttpRequest catalogue(String location, String identity, String etag) {
    return personal(URI.create(location).resolve(CATALOGUE), identity, etag);
  }

  /** The personalised channels; as {@link #catalogue}. */
  HttpRequest channels(String location, String identity, String etag) {
    return personal(URI.create(location).resolve(CHANNELS), identity, etag);
  }

  private HttpRequest personal(URI uri, String identity, String etag) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Accept", "application/xml, text/xml")
            .header("X-3GPP-Intended-Identity", '"' + identity + '"');
    if (etag != null) {
      request.header("If-None-Match", etag);
    }
    return request.GET().build();
  }

  /** A poster; null etag: unconditional. */
  HttpRequest poster(URI uri, String etag) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(timeout).header("Accept", "image/*");
    if (etag != null) {
      request.header("If-None-Match", etag);
    }
    return request.GET().build();
  }
}
