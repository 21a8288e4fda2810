/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whip;

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
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.RequestBody;
import org.castbridge.mdf.control.whep.TrickleFragment;
import org.castbridge.mdf.control.whip.WhipSessions.Publishing;

/** The requests of WHIP. */
@Path("{channel}")
@RequestScoped
public class WhipResource {
  static final String SDP = "application/sdp";
  static final String FRAGMENT = "application/trickle-ice-sdpfrag";

  @Inject private WhipSessions sessions;
  @Inject private MdfConfig config;
  @Context private UriInfo uri;

  public WhipResource() {}

  WhipResource(WhipSessions sessions, MdfConfig config) {
    this.sessions = sessions;
    this.config = config;
  }

  @POST
  @Consumes(SDP)
  @Produces(SDP)
  public Response publish(
      @PathParam("channel") String channel,
      @HeaderParam("Authorization") String authorization,
      InputStream body)
      throws IOException, ControlException {
    sessions.authorise(channel, authorization);
    Publishing session = sessions.open(channel, RequestBody.read(body, config.maxBody()));
    String path = uri.getRequestUri().getRawPath().replaceFirst("/+$", "");
    Response.ResponseBuilder answer =
        Response.status(Response.Status.CREATED)
            .header("Location", URI.create(path + "/" + session.handle().id()))
            .header("ETag", entityTag(session))
            .header("Accept-Patch", FRAGMENT)
            .entity(session.handle().answer());
    for (String server : config.whepIceServers()) {
      answer.header("Link", "<" + server + ">; rel=\"ice-server\""); // RFC 9725 section 4.6
    }
    return answer.build();
  }

  /**
   * Candidates are not needed by an ICE-lite agent and taken note of; another ICE session would be
   * a restart, which we do not do for encoders (RFC 9725 section 4.3.2).
   */
  @PATCH
  @Path("{session}")
  @Consumes(FRAGMENT)
  public Response trickle(
      @PathParam("channel") String channel,
      @PathParam("session") String id,
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("If-Match") String ifMatch,
      InputStream body)
      throws IOException, ControlException {
    sessions.authorise(channel, authorization);
    Publishing session = sessions.find(channel, id);
    TrickleFragment fragment = TrickleFragment.parse(RequestBody.read(body, config.maxBody()));
    if (ifMatch == null) {
      throw new ControlException(
          Kind.PRECONDITION_REQUIRED, "If-Match with the session's ETag is needed.");
    }
    if (ifMatch.strip().equals("*") || !fragment.belongsTo(session.offer())) {
      throw new ControlException(
          Kind.UNSUPPORTED, "ICE restart is not supported here; publish anew instead.");
    }
    if (Arrays.stream(ifMatch.split(","))
        .map(String::strip)
        .noneMatch(entityTag(session)::equals)) {
      throw new ControlException(Kind.PRECONDITION_FAILED, "The ETag is not this session's.");
    }
    return Response.noContent().build();
  }

  @DELETE
  @Path("{session}")
  public Response delete(
      @PathParam("channel") String channel,
      @PathParam("session") String id,
      @HeaderParam("Authorization") String authorization)
      throws ControlException {
    sessions.authorise(channel, authorization);
    sessions.close(sessions.find(channel, id));
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

  private static String entityTag(Publishing session) {
    byte[] id = session.handle().id().getBytes(StandardCharsets.UTF_8);
    return "\"" + UUID.nameUUIDFromBytes(id) + "\"";
  }
}
