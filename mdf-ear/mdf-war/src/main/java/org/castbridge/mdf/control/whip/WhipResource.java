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
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.RequestBody;
import org.castbridge.mdf.control.whep.TrickleFragment;
import org.castbridge.mdf.control.whep.WishSession;
import org.castbridge.mdf.control.whip.WhipSessions.Publishing;

/** The requests of WHIP. */
@Path("{channel}")
@RequestScoped
public class WhipResource {
  @Inject private WhipSessions sessions;
  @Inject private MdfConfig config;
  @Context private UriInfo uri;

  public WhipResource() {}

  WhipResource(WhipSessions sessions, MdfConfig config) {
    this.sessions = sessions;
    this.config = config;
  }

  @POST
  @Consumes(WishSession.SDP)
  @Produces(WishSession.SDP)
  public Response publish(
      @PathParam("channel") String channel,
      @HeaderParam("Authorization") String authorization,
      InputStream body)
      throws IOException, ControlException {
    sessions.authorise(channel, authorization);
    Publishing session = sessions.open(channel, RequestBody.read(body, config.maxBody()));
    return atItsUrl(session).created(uri.getRequestUri().getRawPath(), config.whepIceServers());
  }

  /**
   * Candidates are not needed by an ICE-lite agent and taken note of; another ICE session would be
   * a restart, which we do not do for encoders (RFC 9725 section 4.3.3).
   */
  @PATCH
  @Path("{session}")
  @Consumes(WishSession.FRAGMENT)
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
    if (WishSession.matchesAny(ifMatch) || !fragment.belongsTo(session.offer())) {
      throw new ControlException(
          Kind.UNSUPPORTED, "ICE restart is not supported here; publish anew instead.");
    }
    atItsUrl(session).requireMatch(ifMatch);
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
    return WishSession.endpointOptions();
  }

  @OPTIONS
  @Path("{session}")
  public Response sessionOptions() {
    return WishSession.sessionOptions();
  }

  private static WishSession atItsUrl(Publishing session) {
    return new WishSession(session.handle().id(), session.handle().answer());
  }
}
