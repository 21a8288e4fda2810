/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whep;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;

/**
 * A session of WebRTC signalling over HTTP, as it stands at its session URL: what WHIP (RFC 9725)
 * and WHEP (draft-ietf-wish-whep, which takes its HTTP side from there) have in common.
 *
 * @param id the last segment of its URL
 * @param answer our SDP answer; with our ICE credentials, so that another one is another ICE
 *     session
 */
public record WishSession(String id, String answer) {
  /** Media type of offers and answers (RFC 9725 section 4.2). */
  public static final String SDP = "application/sdp";

  /** Media type of candidates and ICE restarts (RFC 9725 section 4.3.1, RFC 8840 section 9). */
  public static final String FRAGMENT = "application/trickle-ice-sdpfrag";

  private static final String ANY = "*";

  /**
   * The answer to the offer (RFC 9725 section 4.2), with the servers the client may gather
   * candidates from (section 4.6).
   *
   * @param endpoint raw path of the request; Location is a path too, so that it is right behind
   *     whatever proxy the client sees
   * @param iceServers their URLs
   */
  public Response created(String endpoint, List<String> iceServers) {
    Response.ResponseBuilder created =
        Response.status(Response.Status.CREATED)
            .header("Location", URI.create(endpoint.replaceFirst("/+$", "") + "/" + id))
            .header("ETag", entityTag())
            .header("Accept-Patch", FRAGMENT)
            .entity(answer);
    iceServers.forEach(url -> created.header("Link", "<" + url + ">; rel=\"ice-server\""));
    return created.build();
  }

  /** Names the ICE session, with its quotes (RFC 9725 section 4.3.1). */
  public String entityTag() {
    byte[] session = (id + answer).getBytes(StandardCharsets.UTF_8);
    return "\"" + UUID.nameUUIDFromBytes(session) + "\"";
  }

  /**
   * Whether the condition is {@code *}: what an ICE restart says, which asks for another ICE
   * session, whichever there is (RFC 9725 section 4.3.3).
   *
   * @param ifMatch the field, or null if it is missing
   * @throws ControlException of kind PRECONDITION_REQUIRED if it is missing
   */
  public static boolean matchesAny(String ifMatch) throws ControlException {
    if (ifMatch == null) {
      throw new ControlException(
          Kind.PRECONDITION_REQUIRED, "If-Match with the session's ETag is needed.");
    }
    return ifMatch.strip().equals(ANY);
  }

  /**
   * Lets pass what names this ICE session, or any (RFC 9725 section 4.3.1, RFC 9110 section
   * 13.1.1).
   *
   * @param ifMatch the field, or null if it is missing
   * @throws ControlException of kind PRECONDITION_REQUIRED or PRECONDITION_FAILED
   */
  public void requireMatch(String ifMatch) throws ControlException {
    if (!matchesAny(ifMatch)
        && Arrays.stream(ifMatch.split(",")).map(String::strip).noneMatch(entityTag()::equals)) {
      throw new ControlException(Kind.PRECONDITION_FAILED, "The ETag is not this session's.");
    }
  }

  /** What the endpoint takes (RFC 9725 section 4.2). */
  public static Response endpointOptions() {
    return Response.noContent().header("Allow", "POST, OPTIONS").header("Accept-Post", SDP).build();
  }

  /** What a session URL takes (RFC 9725 section 4.3.1). */
  public static Response sessionOptions() {
    return Response.noContent()
        .header("Allow", "PATCH, DELETE, OPTIONS")
        .header("Accept-Patch", FRAGMENT)
        .build();
  }
}
