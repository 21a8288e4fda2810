/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.xp;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.signalling.sdp.Fingerprint;
import org.castbridge.signalling.sdp.IceParameters;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;

/**
 * The request for a session, with what patent [0040] lists: the resource, the DTLS fingerprint, the
 * ICE credentials and candidates, the connection. The offer says the same in full and is what is
 * answered; a request whose two halves contradict each other is refused.
 *
 * @param correlation the MCF's name of the session
 * @param events where its events go; null if they are not wanted
 */
record XpSessionRequest(String resource, String offer, String correlation, URI events) {

  /**
   * @throws ControlException of kind BAD_REQUEST naming the field, or BAD_OFFER naming the line
   */
  static XpSessionRequest parse(String body) throws ControlException {
    JsonObject json = XpJson.object(body);
    String offer = XpJson.string(json, "offer");
    XpSessionRequest request =
        new XpSessionRequest(
            XpJson.string(json, "resource"),
            offer,
            XpJson.string(json, "correlation"),
            events(json));
    Stated stated =
        new Stated(
            XpJson.string(XpJson.object(json, "fingerprint"), "algorithm"),
            XpJson.string(XpJson.object(json, "fingerprint"), "value"),
            XpJson.string(XpJson.object(json, "ice"), "ufrag"),
            XpJson.string(XpJson.object(json, "ice"), "pwd"));
    stated.compare(offer);
    return request;
  }

  private static URI events(JsonObject json) throws ControlException {
    if (!json.containsKey("events") || json.isNull("events")) {
      return null;
    }
    try {
      URI uri = new URI(XpJson.string(json, "events"));
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new ControlException(
          Kind.BAD_REQUEST, "The field events is no URL: " + e.getMessage(), null, e);
    }
    throw new ControlException(Kind.BAD_REQUEST, "The field events is no http or https URL.");
  }

  /** What the request says beside the offer. */
  private record Stated(String algorithm, String fingerprint, String ufrag, String pwd) {

    void compare(String offer) throws ControlException {
      try {
        SessionDescription description = SdpParser.parse(offer);
        for (MediaDescription section : description.media()) {
          if (section.isActive()) {
            compare(description, section);
          }
        }
      } catch (SdpException e) {
        throw new ControlException(
            Kind.BAD_OFFER, "The offer cannot be read: " + e.getMessage(), e.line(), e);
      }
    }

    private void compare(SessionDescription offer, MediaDescription section)
        throws SdpException, ControlException {
      Optional<Fingerprint> offered = Fingerprint.of(offer, section);
      if (offered.isPresent()
          && !(offered.get().algorithm().equalsIgnoreCase(algorithm)
              && offered.get().value().equalsIgnoreCase(fingerprint))) {
        throw contradicts("fingerprint");
      }
      Optional<IceParameters> ice = IceParameters.of(offer, section);
      if (ice.isPresent() && !(ice.get().ufrag().equals(ufrag) && ice.get().pwd().equals(pwd))) {
        throw contradicts("ice");
      }
    }

    private static ControlException contradicts(String field) {
      return new ControlException(
          Kind.BAD_REQUEST, "The field " + field + " is not what the offer says.");
    }
  }
}
