/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whep;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.PlaySession;
import org.castbridge.mdf.control.RequestBody;

/** The requests of WHEP. */
@Path("{asset}")
@RequestScoped
public class WhepResource {
  static final String SDP = "application/sdp";
  static final String FRAGMENT = "application/trickle-ice-sdpfrag";

  @Inject private WhepSessions sessions;
  @Inject private MdfConfig config;
  @Context private UriInfo uri;

  public WhepResource() {}

  WhepResource(WhepSessions sessions, MdfConfig config) {
    this.sessions = sessions;
    this.config = config;
  }

  @POST
  @Consumes(SDP)
  @Produces(SDP)
  public Response create(@PathParam("asset") String asset, InputStream body)
      throws IOException, ControlException {
    PlaySession session = sessions.open(asset, RequestBody.read(body, config.maxBody()));
    // a path, so that it is right behind whatever proxy the player sees
    URI place =
        URI.create(uri.getRequestUri().getRawPath().replaceFirst("/+$", "") + "/" + session.id());
    Response.ResponseBuilder answer =
        Response.status(Response.Status.CREATED)
            .header("Location", place)
            .header("ETag", entityTag(session))
            .header("Accept-Patch", FRAGMENT)
            .entity(session.answer());
    for (String server : config.whepIceServers()) {
      answer.header("Link", "<" + server + ">; rel=\"ice-server\""); // RFC 9725 section 4.7
    }
    return answer.build();
  }

  @PATCH
  @Path("{session}")
  @Consumes(FRAGMENT)
  public Response trickle(
      @PathParam("asset") String asset,
      @PathParam("session") String id,
      @HeaderParam("If-Match") String ifMatch,
      InputStream body)
      throws IOException, ControlException {
    PlaySession session = sessions.find(asset, id);
    String text = RequestBody.read(body, config.maxBody());
    TrickleFragment fragment = TrickleFragment.parse(text);
    requireMatch(session, ifMatch);
    if (!fragment.belongsTo(session.offer())) {
      return restart(session, text);
    }
    session.addCandidates(text);
    return Response.noContent().build();
  }

  @DELETE
  @Path("{session}")
  public Response delete(@PathParam("asset") String asset, @PathParam("session") String id)
      throws ControlException {
    sessions.close(sessions.find(asset, id));
    return Response.ok().build();
  }

  @OPTIONS
  public Response options() {
    return Response.noContent().header("Allow", "POST, OPTIONS").header("Accept-Post", SDP).build();
  }

  @OPTIONS
  @Path("{session}")
  public Response sessionOptions() {
    return Response.noContent()
        .header("Allow", "PATCH, DELETE, OPTIONS")
        .header("Accept-Patch", FRAGMENT)
        .build();
  }

  /** RFC 9725 section 4.3: trickling names the ICE session, a restart names any by {@code *}. */
  private static void requireMatch(PlaySession session, String ifMatch) throws ControlException {
    if (ifMatch == null) {
      throw new ControlException(
          Kind.PRECONDITION_REQUIRED, "If-Match with the session's ETag is needed.");
    }
    boolean matches =
        ifMatch.strip().equals("*")
            || Arrays.stream(ifMatch.split(","))
                .map(String::strip)
                .anyMatch(entityTag(session)::equals);
    if (!matches) {
      throw new ControlException(Kind.PRECONDITION_FAILED, "The ETag is not this session's.");
    }
  }

  /** RFC 9725 section 4.3.3: our side of the new ICE session, under a new ETag. */
  private static Response restart(PlaySession session, String text) throws ControlException {
    String answer = session.restart(text);
    String lines =
        answer
            .lines()
            .filter(l -> l.startsWith("a=ice-") || l.startsWith("a=candidate:"))
            .filter(l -> !l.startsWith("a=ice-options"))
            .distinct()
            .collect(Collectors.joining("\r\n", "", "\r\na=end-of-candidates\r\n"));
    return Response.ok(lines, FRAGMENT).header("ETag", entityTag(session)).build();
  }

  /** Names the ICE session: our credentials are in the answer. */
  private static String entityTag(PlaySession session) {
    byte[] id = (session.id() + session.answer()).getBytes(StandardCharsets.UTF_8);
    return "\"" + UUID.nameUUIDFromBytes(id) + "\"";
  }
}
